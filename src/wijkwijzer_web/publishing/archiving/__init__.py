"""Archiefwet: category, term, day of destruction and state of every document that is or was public."""
