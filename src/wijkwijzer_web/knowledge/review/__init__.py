"""The queue of editors."""
