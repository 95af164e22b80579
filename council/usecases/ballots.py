"""Ballots 选票: one verb, one function."""

from council.usecases.table import Crowds, UseCases

BALLOTS: UseCases = {}

CROWDS: Crowds = {}
