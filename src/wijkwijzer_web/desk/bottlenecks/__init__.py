"""Knelpunten: two people publish, the owner answers by a link, and the rule that changed is shown."""
