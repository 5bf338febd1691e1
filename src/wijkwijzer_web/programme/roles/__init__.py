"""Roles of people who decide in a wijk, years without records, and handing over."""
