"""/api/v1: the figures for other programs, by the NLGov REST API Design Rules."""
