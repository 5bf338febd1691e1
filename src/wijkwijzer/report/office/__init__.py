"""A document as a file for Word or PowerPoint that people can edit."""
