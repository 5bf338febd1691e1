"""Wijkanalyses: drafted from figures, edited in blocks, read by the wijk, answered, settled."""
