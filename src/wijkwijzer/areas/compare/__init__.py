"""Beside one another: positions, trends and peers of all areas, one indicator at a time."""
