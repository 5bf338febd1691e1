"""The wijkplan for ten to twenty years, on a page and on paper."""
