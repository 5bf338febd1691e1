"""What happens every night: reminders, mail, counts, and words whose time is over."""
