"""Knowledge: what works, what did not, and who knows more; found, filtered, added and reviewed."""
