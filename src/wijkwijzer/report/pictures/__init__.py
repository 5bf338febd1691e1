"""Charts, marks, maps and legends as SVG, and SVG as PNG."""
