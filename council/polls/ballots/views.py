"""Ballots in the chat: opening the sheet, and the ballot that stands."""

from council.kernel.acts.views import Shown, Typed, View
from council.polls.ballots.reads import standing

VIEWS: tuple[Shown, ...] = (View("ballot.standing", standing, "number", bots="resident"),)
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
