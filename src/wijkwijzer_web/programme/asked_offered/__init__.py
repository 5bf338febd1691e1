"""Months of work that are asked for and offered; contact is passed on."""
