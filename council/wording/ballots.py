"""Ballots 选票: their screens."""
