"""Indicators: from linked tables to the atlas."""
