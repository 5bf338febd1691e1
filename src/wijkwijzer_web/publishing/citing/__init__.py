"""How a document or record is cited: one piece for all pages."""
