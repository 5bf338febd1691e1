"""Running the site: health, demo, retention, translations."""
