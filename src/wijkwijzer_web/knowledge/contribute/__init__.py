"""Leaving something here in two minutes, without an account."""
