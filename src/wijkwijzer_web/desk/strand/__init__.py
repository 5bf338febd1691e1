"""What the chain holds of desk: stories heard, knelpunten and rules that changed."""
