"""The overview: filters that combine, counts, files and a feed."""
