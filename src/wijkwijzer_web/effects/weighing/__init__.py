"""What first: weighings that are kept, with who weighed and what was decided."""
