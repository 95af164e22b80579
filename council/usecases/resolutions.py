"""Resolutions 决议: one verb, one function."""

from council.usecases.table import Crowds, UseCases

RESOLUTIONS: UseCases = {}

CROWDS: Crowds = {}
