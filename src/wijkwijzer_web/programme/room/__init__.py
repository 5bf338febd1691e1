"""In the room: one task is one screen on a phone, and a line that falls loses nothing."""
