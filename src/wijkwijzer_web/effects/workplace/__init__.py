"""The workplace of who weighs and reckons."""
