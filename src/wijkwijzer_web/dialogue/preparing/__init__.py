"""Preparing a dialogue: how far each step is, and its words in the other languages that it offers."""
