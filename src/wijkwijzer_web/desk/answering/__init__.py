"""Answering: the queue by next date, the conversation, and what a desk agrees with people."""
