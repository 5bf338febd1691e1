"""Groups of opinion: latent classes, how many of them the answers bear, and how stable each one is."""
