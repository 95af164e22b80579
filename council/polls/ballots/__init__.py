"""Ballots 选票: the sheet of one person in one poll, and casting it."""
