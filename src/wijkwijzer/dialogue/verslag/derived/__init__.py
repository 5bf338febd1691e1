"""Documents that are made of a finished verslag: its short form, and why each sentence stands there."""
