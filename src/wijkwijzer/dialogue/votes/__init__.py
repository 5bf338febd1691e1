"""What people answered: the log and the matrix of votes, shares, positions, ratings, rankings, the router."""
