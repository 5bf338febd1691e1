"""What a city does in a programme by its own link: say which themes it wants. The team proposes and asks."""
