"""Every way into the council from a chat: which press and which typed command leads where.

How each press is read is found out once, here, from the fields of what takes it.
"""

import re
from collections.abc import Mapping
from typing import Any

from council.acts import ACTS
from council.campaigns import views as campaigns
from council.campaigns.bank_statements import views as bank
from council.counter import views as counter
from council.kernel.acts.act import Button
from council.kernel.acts.arguments import Arguments, arguments_of, parameters
from council.kernel.acts.views import Shown, Typed, View
from council.kernel.values import value
from council.meetings import views as meetings
from council.meetings.floor import views as floor
from council.motions import views as motions
from council.overview import views as overview
from council.overview.search import views as search
from council.overview.sharing import views as sharing
from council.people import views as people
from council.polls import views as polls
from council.polls.ballots import views as ballots
from council.proposals import views as proposals
from council.resolutions import views as resolutions
from council.roll import views as roll
from council.rules.power_list import views as powers
from council.statements import views as statements

Row = Button | Shown
#: What stands for one thing in the way into a chat: ``3``, ``2026-1``.
_WORD = re.compile(r"[0-9]{1,9}(?:-[0-9]{1,6})?", re.ASCII)
BOTS = ("resident", "staff")

NOUNS = (
    people,
    overview,
    search,
    sharing,
    powers,
    roll,
    proposals,
    motions,
    statements,
    meetings,
    floor,
    polls,
    ballots,
    counter,
    resolutions,
    campaigns,
    bank,
)


@value
class Meaning:
    """What a press gives to its taker; not ``confirmed``: it is to be asked about first."""

    given: dict[str, Any]
    confirmed: bool


@value
class Route:
    """What a press does, and how its words are read.

    ``told_bot``: what takes them is told as well which bot they came through.
    """

    row: Row
    arguments: Arguments
    told_bot: bool

    def read(self, words: tuple[str, ...]) -> Meaning | None:
        """Read the words of a press; None where they do not fit."""
        asked_twice = isinstance(self.row, Button) and self.row.sure
        confirmed = not asked_twice or words[-1:] == ("yes",)
        given = self.arguments.read(words[:-1] if asked_twice and confirmed else words)
        if given is None:
            return None
        return Meaning(given={**given, **self.row.fixed}, confirmed=confirmed)


def _route(row: Row) -> Route:
    return Route(
        row=row,
        arguments=arguments_of(row.taker, row.takes.split()),
        told_bot="bot" in parameters(row.taker) and "bot" not in row.fixed,
    )


def _routes() -> Mapping[str, Mapping[str, Route]]:
    rows: list[Row] = [button for act in ACTS for button in act.buttons]
    found: dict[str, dict[str, Route]] = {bot: {} for bot in BOTS}
    rows += [row for noun in NOUNS for row in noun.VIEWS]
    for row in rows:
        route = _route(row)
        for bot in row.bots.split():
            assert row.name not in found[bot], row.name
            found[bot][row.name] = route
    return found


#: Bot → verb of a press → what it does.
ROUTES = _routes()

#: Bot → verb of a press → the address of the public page about the same.
PAGES: Mapping[str, Mapping[str, str]] = {
    bot: {
        verb: route.row.page
        for verb, route in ROUTES[bot].items()
        if isinstance(route.row, View | Button) and route.row.page
    }
    for bot in BOTS
}


def way_in(bot: str, words: str) -> tuple[str, str] | None:
    """Read what a page's way into the chat says (``matters-p3``): the press and its word.

    It is the address of the page with ``-`` for ``/``: the only signs that a link to a chat may
    carry are letters, digits, ``_`` and ``-``. None: it is none of them.
    """
    for verb, page in PAGES[bot].items():
        begin = page.removeprefix("/").replace("/", "-").removesuffix("{}")
        word = words.removeprefix(begin)
        if word != words and _WORD.fullmatch(word):
            return verb, word
    return None


#: Bot → name of a typed command or big key → the press that it stands for.
TYPED: Mapping[str, Mapping[str, Typed]] = {
    bot: {row.name: row for noun in NOUNS for row in noun.TYPED if bot in row.bots.split()}
    for bot in BOTS
}

#: Bot → the typed commands in the chat program's menu, in its order.
MENU: Mapping[str, tuple[str, ...]] = {
    "resident": (
        "propose",
        "proposals",
        "vote",
        "agenda",
        "resolutions",
        "pledge",
        "powers",
        "search",
        "mine",
        "settings",
        "help",
    ),
    "staff": (
        "today",
        "proposals",
        "motions",
        "motion",
        "meetings",
        "polls",
        "resolutions",
        "campaigns",
        "bank",
        "roll",
        "powers",
        "codes",
        "settings",
        "help",
    ),
}
