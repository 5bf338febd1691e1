"""Mail of knowledge: what becomes of your record, one question a month, the queue, and what you follow."""
