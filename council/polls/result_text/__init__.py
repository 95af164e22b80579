"""Counted results in words: tables, one paragraph, and data for a chart, from an outcome.

Used by the command line, the bots and the pages alike. It knows outcomes and a voice, nothing else
of the council, so that ``yishi tally`` starts without a database library (``council.wordings``,
which is for screens, brings one along).
"""
