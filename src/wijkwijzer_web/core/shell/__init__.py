"""What stands around every page: headers, context, statements, error pages."""
