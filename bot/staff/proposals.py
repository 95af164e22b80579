"""Proposals 提案 in the staff bot."""

from bot.staff.routes import Handler, OnMessage

#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage] = {}


def routes() -> list[Handler]:
    """Routes of this noun."""
    return []
