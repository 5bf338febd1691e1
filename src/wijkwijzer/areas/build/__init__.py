"""Make a release from files of publishers, or from a release and own areas; and attack what it shows."""
