"""What came out of a dialogue: results, verslagen, and their proof."""
