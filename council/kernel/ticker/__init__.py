"""The ticker: reads from the record what the clock owes, and asks the command bus for it."""
