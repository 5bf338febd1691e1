"""Ten ready ways of working for a meeting: to read, to print, to put on the agenda of a day."""
