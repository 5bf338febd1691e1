"""The owner of a knelpunt: a link for one question, and no account."""
