"""Collections of others, read by the clock as drafts."""
