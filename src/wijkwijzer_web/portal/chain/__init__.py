"""The chain of a wijk or of one thing, joined over all rooms and told in dated sentences."""
