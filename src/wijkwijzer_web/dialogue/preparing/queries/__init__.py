"""What a set-up still lacks: the steps and how far each is, and the words in other languages."""
