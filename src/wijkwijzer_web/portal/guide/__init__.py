"""The guide: one page per task, found by the search and linked from the page where the question comes up."""
