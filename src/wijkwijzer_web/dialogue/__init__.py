"""Dialogues on the site: take part, lead, listen, report."""
