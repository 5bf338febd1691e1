"""Would it fit here: both areas side by side, own judgements, and a note that can be cited."""
