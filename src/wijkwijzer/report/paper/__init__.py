"""A document on paper: a tagged PDF, with its own fonts and its own data in it."""
