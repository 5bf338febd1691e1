"""What an approach did, by area and years."""
