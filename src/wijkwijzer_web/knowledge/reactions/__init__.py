"""Reactions to anything with a key: still right, not right, a reply."""
