"""Resolutions 决议: what was decided, published with its figures, objected to, carried out.

Drafted from a certified ratification or a meeting's vote, published, followed through its tasks until
it is fulfilled or repealed.
"""
