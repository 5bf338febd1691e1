"""Schakelaars: who knows something of a wijk and said yes to being asked, until a day."""
