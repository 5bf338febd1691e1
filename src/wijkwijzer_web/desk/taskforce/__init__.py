"""Taskforce ontschot: who decides between domains, an agenda of one page, decisions on one screen."""
