"""Figures in words and lists: what a reader finds out from the atlas."""
