"""How gemeenten organise their work in wijken, and why, side by side."""
