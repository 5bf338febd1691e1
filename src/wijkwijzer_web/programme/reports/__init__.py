"""Reports 1 and 2 of a programme, made from what is recorded."""
