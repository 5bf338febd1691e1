"""Krachten: what is there already, in one line of a resident."""
