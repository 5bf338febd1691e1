"""Writing a wijkanalyse: the pages of whoever makes it."""
