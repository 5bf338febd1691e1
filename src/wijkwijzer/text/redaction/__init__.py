"""Finding what tells who somebody is, and covering it."""
