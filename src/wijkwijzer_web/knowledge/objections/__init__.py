"""Klopt dit? What people say about a figure or sentence on the page of an area, and the public answer."""
