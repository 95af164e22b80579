"""Delivery 送达 of an owners' vote, door to door: an append-only log."""
