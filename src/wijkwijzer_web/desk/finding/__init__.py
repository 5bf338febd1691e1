"""What the search of the whole site finds at the desk: knelpunten and changed rules, as all may read them."""
