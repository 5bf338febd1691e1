"""Publishing: documents with versions, own words of editors, files and flags. It knows no domain."""
