"""Motions 议案 and the addressed party's responses 答复 in the residents' bot."""

from aiogram import Router


def router() -> Router:
    """Routes of this noun."""
    return Router(name="motions")
