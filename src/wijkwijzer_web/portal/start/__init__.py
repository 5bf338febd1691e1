"""Day one: the start list, the card of an organisation, and what waits by date."""
