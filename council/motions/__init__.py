"""Motions 议案: what is decided on, in the words it is decided in.

A facilitator drafts one from a seconded proposal or as its mover wrote it; the addressed party
answers against a clock; a meeting deliberates it; a poll or a vote at the meeting carries it or not.
"""
