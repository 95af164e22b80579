"""Proposals 提案: one verb, one function."""

from council.usecases.proposals_moves import close, decide, put_on_agenda
from council.usecases.table import Crowds, UseCases

__all__ = ["CROWDS", "PROPOSALS", "close", "decide", "put_on_agenda"]

PROPOSALS: UseCases = {}

CROWDS: Crowds = {}
