"""Proposals 提案: one verb, one function."""

from council.usecases.table import Crowds, UseCases

PROPOSALS: UseCases = {}

CROWDS: Crowds = {}
