"""Every public page in one table: its address, its template, and what it shows.

The same table makes the open data: ``/api/v1`` + address gives the read model as JSON.
"""

from collections.abc import Callable, Mapping
from typing import Any

from council.domain.values import value
from council.reads.public import home, meetings, proposals
from council.reads.public.communities import Community
from council.storage.transaction import Transaction

#: What an address and its query say, as text.
Words = Mapping[str, str]
Read = Callable[[Transaction, Community, Words], Any]

_NUMBER = r"{number:[1-9]\d{0,8}}"


@value
class Page:
    """One page. ``read`` gives None where there is nothing of that number."""

    path: str
    template: str
    read: Read
    section: str


PAGES = (
    Page(
        path="/",
        template="home.html",
        section="home",
        read=lambda tx, community, _: home.home(tx, community.id),
    ),
    Page(
        path="/meetings",
        template="meetings.html",
        section="meetings",
        read=lambda tx, community, _: meetings.listed(tx, community.id),
    ),
    Page(
        path=f"/meetings/{_NUMBER}",
        template="meeting.html",
        section="meetings",
        read=lambda tx, community, words: meetings.one(
            tx, community.id, number=int(words["number"])
        ),
    ),
    Page(
        path="/proposals",
        template="proposals.html",
        section="proposals",
        read=lambda tx, community, words: proposals.listed(
            tx, community.id, wanted=words.get("state", "")
        ),
    ),
    Page(
        path=f"/proposals/{_NUMBER}",
        template="proposal.html",
        section="proposals",
        read=lambda tx, community, words: proposals.one(
            tx, community.id, number=int(words["number"])
        ),
    ),
)
