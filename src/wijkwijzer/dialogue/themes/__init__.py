"""Messages in themes: evidence per theme, what a person checked, shares with their interval, new themes."""
