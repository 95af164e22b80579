"""Ballots 选票: commands and their results."""
