"""What one can do for a wijk: four doors, last on its page."""
