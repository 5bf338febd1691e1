"""What is used: for the editor who has to defend the budget."""
