"""What the search of the whole site finds in programmes, as everybody may read it."""
