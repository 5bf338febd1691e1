"""What is kept of what was done: the audit, the list of erasures, the logs."""
