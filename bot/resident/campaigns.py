"""Campaigns 众筹, pledges, receipts, refunds in the residents' bot."""

from aiogram import Router


def router() -> Router:
    """Routes of this noun."""
    return Router(name="campaigns")
