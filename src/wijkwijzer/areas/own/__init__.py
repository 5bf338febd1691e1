"""What an organisation adds: its own areas, and its own figures laid over a release."""
