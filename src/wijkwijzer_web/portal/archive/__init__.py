"""The archive of an organisation: every public document with category, term, day of destruction and state."""
