"""People who work here: accounts, organisations, roles, login and its second factor."""
