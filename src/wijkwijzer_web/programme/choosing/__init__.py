"""The room chooses: each phone says which three tasks matter most, and only the order stays."""
