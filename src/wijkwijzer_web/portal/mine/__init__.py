"""*Mijn wijken*: what changed, what came and what waits in areas of one's own choice, also by mail."""
