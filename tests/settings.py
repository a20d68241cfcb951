"""The first lines of an atlas.toml."""

from __future__ import annotations

HEAD = """
title = { id = "Atlas", en = "Atlas" }
boundaries = "boundaries/papan.gpkg"
reference_year = 2026
"""
