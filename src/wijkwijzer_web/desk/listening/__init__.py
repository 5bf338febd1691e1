"""Telling: three screens without an account, and the page on which the answer is found."""
