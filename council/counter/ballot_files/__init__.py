"""Ballots of an owners' vote by file: asked for, shown, confirmed, kept."""
