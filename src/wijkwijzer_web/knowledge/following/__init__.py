"""Following a choice of /kennis by mail: once a week, and only with news."""
