"""Pages that lead: the twelve factors, the map of evidence, checklists and the reading list."""
