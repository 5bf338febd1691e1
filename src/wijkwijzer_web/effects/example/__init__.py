"""The example of foresight."""
