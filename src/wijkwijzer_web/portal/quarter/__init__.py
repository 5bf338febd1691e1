"""The first quarter plans itself: five moments with a date, and at the end what came of it."""
