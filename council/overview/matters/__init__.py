"""Matters 一件事: from a proposal to its review, gathered from every house, for everybody."""
