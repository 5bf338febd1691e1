"""Files that come in, checked and read within limits."""
