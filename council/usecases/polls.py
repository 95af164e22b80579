"""Polls 表决: one verb, one function."""

from council.usecases.table import Crowds, UseCases

POLLS: UseCases = {}

CROWDS: Crowds = {}
