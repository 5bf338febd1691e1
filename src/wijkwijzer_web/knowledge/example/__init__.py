"""The example: invented knowledge for the demo, marked as such."""
