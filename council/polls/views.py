"""Polls 表决: lists and single ones, for residents and for the desk."""

from council.kernel.acts.views import Shown, Typed, View
from council.polls.reads import asked_first, new_poll, open_polls, recent, show, show_as_resident

#: Moves that nothing takes back are asked about first; the second press ends in ``.sure``.
_ASKED_TWICE = ("poll.announce", "poll.close", "poll.certify")


VIEWS: tuple[Shown, ...] = (
    View("polls", recent, bots="staff"),
    View("poll.view", show, "number", bots="staff", page="/polls/{}"),
    View("poll.new", new_poll, "motion", bots="staff"),
    *(
        View(verb, asked_first, "number", fixed={"verb": verb}, bots="staff")
        for verb in _ASKED_TWICE
    ),
    View("polls", open_polls, bots="resident"),
    View("poll.view", show_as_resident, "number", bots="resident", page="/polls/{}"),
)
TYPED: tuple[Typed, ...] = (Typed("polls", bare="polls", number="poll.view", bots="staff"),)
