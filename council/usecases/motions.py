"""Motions 议案: one verb, one function.

Polls move a motion through ``put_to_poll``, ``carry`` and ``lose``, and make the motion that a
ranking singled out with ``draft_from_poll``.
"""

from council.usecases.motions_moves import carry, draft_from_poll, lose, put_to_poll
from council.usecases.table import UseCases

__all__ = ["MOTIONS", "carry", "draft_from_poll", "lose", "put_to_poll"]

MOTIONS: UseCases = {}
