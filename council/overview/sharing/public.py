"""Reading what a card tells: only what anybody may see."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import select

from council.campaigns import reads as campaigns
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.meetings import public as meetings
from council.overview.matters.matter import matter
from council.overview.sharing import card
from council.overview.sharing.card import Card
from council.polls import public as polls
from council.resolutions import public as resolutions


@value
class Shared:
    """Something that is to be forwarded, and the name of its hall."""

    card: Card
    hall: str


def _matter(tx: Transaction, community_id: str, name: str) -> Card | None:
    found = matter(tx, community_id, root=name)
    return None if found is None else card.of_matter(found)


def _poll(tx: Transaction, community_id: str, name: str) -> Card | None:
    found = polls.one(tx, community_id, number=int(name))
    return None if found is None else card.of_poll(found)


def _meeting(tx: Transaction, community_id: str, name: str) -> Card | None:
    found = meetings.one(tx, community_id, number=int(name))
    return None if found is None else card.of_meeting(found)


def _resolution(tx: Transaction, community_id: str, name: str) -> Card | None:
    found = resolutions.one(tx, community_id, number=name)
    return None if found is None else card.of_resolution(found)


def _campaign(tx: Transaction, community_id: str, name: str) -> Card | None:
    found = campaigns.progress(tx, community_id, int(name))
    return None if found is None else card.of_campaign(found)


Read = Callable[[Transaction, str, str], Card | None]
#: What can be forwarded from a chat: how its names are written, and how its card is read.
SHARED: Final[Mapping[str, tuple[re.Pattern[str], Read]]] = {
    "matter": (re.compile(r"[pm][1-9][0-9]{0,8}", re.ASCII), _matter),
    "poll": (re.compile(r"[1-9][0-9]{0,8}", re.ASCII), _poll),
    "meeting": (re.compile(r"[1-9][0-9]{0,8}", re.ASCII), _meeting),
    "resolution": (re.compile(r"[0-9]{4}-[1-9][0-9]{0,5}", re.ASCII), _resolution),
    "campaign": (re.compile(r"[1-9][0-9]{0,8}", re.ASCII), _campaign),
}


def shared(tx: Transaction, who: Person, noun: str, name: str) -> Shared | Refusal:
    """Read what a member wants to forward; refuses what is not there, or not public."""
    names, read = SHARED.get(noun, (None, None))
    found = None
    if names is not None and read is not None and names.fullmatch(name):
        found = read(tx, who.community_id, name)
    if found is None:
        return refuse("card.nothing")
    hall = tx.connection.scalar(
        select(communities.c.name).where(communities.c.id == who.community_id)
    )
    return Shared(card=found, hall=hall or "")
