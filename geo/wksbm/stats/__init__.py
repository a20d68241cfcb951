"""Figures computed from village tables: rates, classes and shortfalls."""
