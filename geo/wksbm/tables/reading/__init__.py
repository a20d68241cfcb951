"""What a table is taken for: proposed from headings, contents and totals; compared; asked about."""
