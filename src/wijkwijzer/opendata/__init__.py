"""Open data: one declarative description per source, parsed into tables with their provenance."""

__all__: list[str] = []
