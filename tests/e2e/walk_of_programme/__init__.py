"""The walk of a whole programme, in the order of its text."""
