"""The land, its people and its borders through the years, made from one seed."""
