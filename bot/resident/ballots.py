"""Ballots 选票 in the residents' bot."""

from aiogram import Router


def router() -> Router:
    """Routes of this noun."""
    return Router(name="ballots")
