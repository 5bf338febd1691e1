"""The example: two desks, forty stories, nine knelpunten, an experiment and a task force."""
