"""Which rule made a sentence, which figures it stands on, and what would have made it read otherwise."""
