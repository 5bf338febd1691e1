"""Planning: the team's pages about a meeting, from the invitation to settled notes."""
