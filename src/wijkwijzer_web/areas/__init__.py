"""Wijken on the site: gemeente, wijk, buurt and indicator pages, and reports."""
