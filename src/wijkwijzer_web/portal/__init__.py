"""Pages that combine domains: home and search."""
