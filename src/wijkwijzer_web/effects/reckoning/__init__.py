"""Who pays and who gains."""
