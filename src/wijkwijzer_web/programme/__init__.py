"""Programmes of learning together: meetings, wijkanalyses, advice, and the chain from opgave to les."""
