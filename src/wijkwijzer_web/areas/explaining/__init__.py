"""The pages that explain: how a figure is made, and why a sentence reads as it does."""
