"""The order of a set-up and the words of its questions, as long as nobody answered."""
