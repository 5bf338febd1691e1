"""Polis beside ours: its classic analysis as one named method, and its files."""
