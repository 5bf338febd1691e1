"""Everything that is shown of one area, put together from the rows of a release."""
