"""Maps: interactive pages and static sheets."""
