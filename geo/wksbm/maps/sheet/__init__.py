"""Printed maps: one sheet for each, as PNG, SVG and PDF."""
