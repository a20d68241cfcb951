"""From table files to linked rows: read, recognise, understand numbers, place in villages."""
