"""A profile as a document of blocks, for the page, the report and the presentation."""
