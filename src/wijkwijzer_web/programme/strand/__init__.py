"""What programmes hold of the chain: meetings, tasks, advice, opgaven, inzetten, resultaten and lessen."""
