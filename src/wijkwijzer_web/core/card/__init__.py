"""What an organisation says of itself once: its card, its name on every page, its colour within contrast."""
