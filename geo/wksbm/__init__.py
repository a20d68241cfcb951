"""WKSBM Atlas: village boundaries and welfare-group tables in, maps and tables out."""

import os

__version__ = "0.1.0"

# openpyxl reads XML with lxml where that is installed, past defusedxml, and lxml expands entities.
os.environ["OPENPYXL_LXML"] = "False"
