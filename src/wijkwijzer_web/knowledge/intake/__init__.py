"""Files of others: looked at, good rows become drafts."""
