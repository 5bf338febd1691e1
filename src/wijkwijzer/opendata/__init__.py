"""Open data: one declarative description per source, parsed into tables with their provenance."""

__all__ = ["FETCHABLE"]

FETCHABLE = ("cbs-kaart", "cbs-kwb", "politie", "rivm-gezondheid")
"""The sources that can be fetched; known here so that a wrong one gets its no before a table is loaded."""
