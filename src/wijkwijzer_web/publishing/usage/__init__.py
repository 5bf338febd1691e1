"""Gelezen and gedownload, counted without any trace of a person."""
