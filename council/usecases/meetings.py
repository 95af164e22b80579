"""Meetings 会议: one verb, one function."""

from council.usecases.table import Crowds, UseCases

MEETINGS: UseCases = {}

CROWDS: Crowds = {}
