"""The trial room: try a dialogue, a meeting and a desk. No mail leaves it, and nobody finds it."""
