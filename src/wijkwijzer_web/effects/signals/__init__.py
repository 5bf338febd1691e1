"""Signals on the page of a wijk, and the backtest of a release."""
