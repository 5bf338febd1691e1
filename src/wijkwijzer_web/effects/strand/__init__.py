"""What the chain holds of effects: effects that were measured."""
