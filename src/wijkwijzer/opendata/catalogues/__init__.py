"""What we hold, told to the registers of others: DCAT-AP-NL and the Woo."""
