"""WKSBM Atlas: village boundaries and welfare-group tables in, maps and tables out."""

__version__ = "0.1.0"
