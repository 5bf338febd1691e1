"""The analysis of a wijk and the two reports, assembled from records and checked."""
