"""Coming back with the personal link: changing what one left here, and being asked about it."""
