"""From published figures to one panel: which areas there are, which figure is chosen, in which borders."""
