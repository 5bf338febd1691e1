"""What is new, for who reads feeds: of all meetings, and of one programme."""
