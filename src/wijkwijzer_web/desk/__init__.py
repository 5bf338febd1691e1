"""The desk: a place where somebody listens, and what stands in the way becomes a debt with an owner."""
