"""Papers to print or to change: templates, the privacy set, and what became of a first quarter."""
