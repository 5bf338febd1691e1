"""The search index, swapped by version, and what rooms and pages ask of it."""
