"""Hand the atlas over to GIS: a GeoPackage with its styles inside, and a QGIS project."""
