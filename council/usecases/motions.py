"""Motions 议案 and the addressed party's responses 答复: one verb, one function."""

from council.usecases.table import Crowds, UseCases

MOTIONS: UseCases = {}

CROWDS: Crowds = {}
