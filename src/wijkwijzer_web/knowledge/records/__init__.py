"""A page for every record, and whether it would fit another area."""
