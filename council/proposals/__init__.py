"""Proposals 提案: what residents want, seconded by others until it can stand on an agenda.

A resident writes one, the facilitator screens it, neighbours second it; proposals that say the same
are merged with their author's consent. Its life ends with the decision on the motion made of it.
"""
