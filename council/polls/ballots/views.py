"""Ballots in the chat: opening the sheet."""

from council.kernel.acts.views import Shown, Typed

VIEWS: tuple[Shown, ...] = ()
TYPED: tuple[Typed, ...] = (
    # Without a number the list; with an order behind it the sheet is filled in.
    Typed(
        "vote",
        bare="polls",
        number="ballot.open",
        rest="ballot.typed",
        refused="poll.number",
        bots="resident",
    ),
)
