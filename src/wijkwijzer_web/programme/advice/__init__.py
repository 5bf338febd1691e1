"""Advice: to whom, what they said, and the months in which nothing was said."""
