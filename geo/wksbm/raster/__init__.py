"""People, density and reach: what a population raster and the groups' places say together."""
