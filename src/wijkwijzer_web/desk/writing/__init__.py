"""Writing knelpunten: the first sentence, the second reader, passing on, looking at it again."""
