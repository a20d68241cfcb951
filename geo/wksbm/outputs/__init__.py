"""Files for people and for GIS, and how they reach the output folder."""
