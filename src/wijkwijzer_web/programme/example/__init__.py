"""The example of programmes."""
