"""What the chain holds of knowledge: records that a les became, and approaches that an inzet follows."""
