"""Following: what was promised, by whom and by when, and who wants to hear of it. It knows no domain."""
