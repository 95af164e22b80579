"""Every public page in one table: its address, its template, and what it shows.

The same table makes the open data: ``/api/v1`` + address gives what the page shows as JSON.
"""

from collections.abc import Callable, Mapping
from typing import Any

from council.commands.campaigns import CampaignView
from council.domain.values import value
from council.reads import campaigns
from council.reads.public import (
    home,
    indicators,
    ledger,
    meetings,
    motions,
    notice,
    polls,
    proposals,
    resolutions,
    rules,
    verification,
)
from council.reads.public.communities import Community
from council.storage.transaction import Transaction

#: What an address and its query say, as text.
Words = Mapping[str, str]
Read = Callable[[Transaction, Community, Words], Any]

_NUMBER = r"{number:[1-9]\d{0,8}}"
_RESOLUTION = r"{number:\d{4}-[1-9]\d{0,5}}"


@value
class Page:
    """One page. ``read`` makes a ``shows``, or None where there is nothing of that number."""

    path: str
    template: str
    section: str
    shows: Any
    read: Read


def _list(section: str, shows: Any, read: Callable[[Transaction, str], Any]) -> Page:
    """A page of everything of one noun."""
    return Page(
        path="/" if section == "home" else f"/{section}",
        template=f"{section}.html",
        section=section,
        shows=shows,
        read=lambda tx, community, _: read(tx, community.id),
    )


def _one(section: str, shows: Any, read: Callable[[Transaction, str, int], Any]) -> Page:
    """A page of one thing, by its number."""
    return Page(
        path=f"/{section}/{_NUMBER}",
        template=f"{section.removesuffix('s')}.html",
        section=section,
        shows=shows,
        read=lambda tx, community, words: read(tx, community.id, int(words["number"])),
    )


PAGES = (
    _list("home", home.Home, home.home),
    _list("meetings", meetings.MeetingList, meetings.listed),
    _one(
        "meetings",
        meetings.Meeting,
        lambda tx, community_id, number: meetings.one(tx, community_id, number=number),
    ),
    Page(
        path="/proposals",
        template="proposals.html",
        section="proposals",
        shows=proposals.ProposalList,
        read=lambda tx, community, words: proposals.listed(
            tx, community.id, wanted=words.get("state", "")
        ),
    ),
    _one(
        "proposals",
        proposals.Proposal,
        lambda tx, community_id, number: proposals.one(tx, community_id, number=number),
    ),
    _list("motions", tuple[motions.MotionLine, ...], motions.listed),
    _one(
        "motions",
        motions.Motion,
        lambda tx, community_id, number: motions.one(tx, community_id, number=number),
    ),
    _list("polls", tuple[polls.PollLine, ...], polls.lines),
    _one(
        "polls",
        polls.Poll,
        lambda tx, community_id, number: polls.one(tx, community_id, number=number),
    ),
    Page(
        path=f"/polls/{_NUMBER}/notice",
        template="notice.html",
        section="polls",
        shows=notice.Notice,
        read=lambda tx, community, words: notice.notice(
            tx, community.id, number=int(words["number"]), wanted=words.get("of", "")
        ),
    ),
    _list("resolutions", tuple[resolutions.ResolutionLine, ...], resolutions.listed),
    Page(
        path=f"/resolutions/{_RESOLUTION}",
        template="resolution.html",
        section="resolutions",
        shows=resolutions.Resolution,
        read=lambda tx, community, words: resolutions.one(
            tx, community.id, number=words["number"]
        ),
    ),
    _list("campaigns", tuple[CampaignView, ...], campaigns.listed),
    _one("campaigns", CampaignView, campaigns.progress),
    _list("ledger", ledger.Ledger, ledger.ledger),
    Page(
        path="/indicators",
        template="indicators.html",
        section="indicators",
        shows=indicators.Indicators,
        read=lambda tx, community, _: indicators.indicators(
            tx, community.id, timezone=community.timezone
        ),
    ),
    _list("rules", rules.Rules, rules.rules),
    _list("verify", verification.Verification, verification.verification),
)
