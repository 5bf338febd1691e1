"""The files of a release: the manifest, sorted tables, and reading the rows of one area."""
