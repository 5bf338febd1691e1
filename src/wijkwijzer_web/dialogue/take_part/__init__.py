"""What somebody who takes part sees next, and what of theirs is there."""
