"""What CLDR says of each language's dates and numbers: tables that `tools/cldr_tables.py` makes."""
