"""Foresight on the site."""
