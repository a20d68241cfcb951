"""From inputs to the built atlas: everything that maps and tables are made from."""
