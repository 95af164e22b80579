"""Owners of the roll on the residents' list: who stands there, who would be new, who may be the same."""
