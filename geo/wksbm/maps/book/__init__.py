"""The atlas as one PDF to leaf through: overview, a page for each sub-district, an index."""
