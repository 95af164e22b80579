"""Polls 表决: rankings that advise, and ratifications by the owners that bind.

Drafted by a facilitator, announced on a frozen roll, open for its time, closed and counted by the
clock, certified by a second person. Anybody can count it again.
"""
