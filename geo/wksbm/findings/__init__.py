"""Figures in words and lists: what a reader is told of the atlas."""
