"""Maps: what printed sheets, interactive pages and the book share."""
