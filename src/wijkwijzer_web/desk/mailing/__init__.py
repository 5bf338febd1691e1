"""Mail that waits in a box until it is sent, and says no word of any story."""
