"""Interactive maps: one HTML file for each, without a network."""
