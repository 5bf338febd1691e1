"""Vraag het: a public question, passed on to people who confirmed that they know, and their answers."""
