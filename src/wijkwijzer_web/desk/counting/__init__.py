"""Counts that everybody may know: kept as published, renewed by ten people or more."""
