"""For other systems: what can be taken over, described as they expect it."""
