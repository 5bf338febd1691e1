"""What the night does: addresses that were kept long enough, and dates to look again."""
