"""The pages of the areas, and the pages of staff."""
