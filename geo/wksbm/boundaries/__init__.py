"""Boundary files of any usual kind in, checked and mended village boundaries out."""
