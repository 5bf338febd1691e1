"""Everything that an organisation put in, as files; and such files taken in elsewhere."""
