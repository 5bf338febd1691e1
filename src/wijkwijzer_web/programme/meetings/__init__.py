"""Meetings: planning a day, noting tasks in the room, settling the notes, asking what became of it."""
