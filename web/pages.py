"""Every public page in one table: its address, its template, and what it shows.

The same table makes the open data: ``/api/v1`` + address gives what the page shows as JSON.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from council.campaigns import reads as campaigns
from council.campaigns.commands import CampaignView
from council.campaigns.funds import public as funds
from council.campaigns.ledger import public as ledger
from council.campaigns.ledger.final import FinalStatement, final_statement
from council.campaigns.ledger.line import LedgerLineShown, line_at
from council.campaigns.ledger.weekly import WeekOfCampaign, week_of_campaign
from council.campaigns.payments import public as payments
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.months import Asked
from council.kernel.values import value
from council.meetings import public as meetings
from council.meetings.items import public as items
from council.meetings.minutes import public as minutes
from council.motions import public as motions
from council.motions.responses import public as responses
from council.overview import board as notice
from council.overview import home, indicators, verification
from council.overview.matters import matter
from council.overview.search.keeping import keep_up
from council.overview.search.public import Hits, search
from council.overview.sharing import card as cards
from council.overview.sharing.card import Card
from council.people.public import Community
from council.polls import public as polls
from council.proposals import public as proposals
from council.resolutions import public as resolutions
from council.rules import public as rules
from council.rules.power_list import public as powers
from council.statements import public as statements
from web import tables
from web.request_context import MayBe
from web.tables import Table

#: What an address and its query say, as text.
Words = Mapping[str, str]
Read = Callable[[Transaction, Community, Words], Any]

#: Only these digits: others would give one page many addresses.
_NUMBER = r"{number:[1-9][0-9]{0,8}}"
_RESOLUTION = r"{number:[0-9]{4}-[1-9][0-9]{0,5}}"
#: Which part of a long list; the first has no such word.
_PART: MayBe = (("page", re.compile(r"[2-9]|[1-9][0-9]{1,5}")),)
#: Which part of a list by month; a month that the calendar does not have is not there.
_BY_MONTH: MayBe = (("month", re.compile(r"[0-9A-Za-z-]{1,10}")), *_PART)


@value
class Page:
    """One page. ``read`` makes a ``shows``, or None where there is nothing of that number.

    ``words`` are what its query may say, each with all that it may be. Whatever else a query says
    changes nothing. Where ``shows`` are the lines of a list, ``read`` makes a Part of it. ``before``
    is done before ``read``; it may write what is derived from the record, never the record. ``card``
    tells what is forwarded of it, ``table`` its figures as lines of cells.
    """

    path: str
    template: str
    section: str
    shows: Any
    read: Read
    words: MayBe = ()
    before: Callable[[App], None] | None = None
    card: Callable[[Any], Card | None] | None = None
    table: Callable[[Any], Table] | None = None


def _list(section: str, shows: Any, read: Callable[..., Any]) -> Page:
    """A page of everything of one noun, in parts."""
    return Page(
        path=f"/{section}",
        template=f"{section}.html",
        section=section,
        shows=shows,
        read=lambda tx, community, words: read(tx, community.id, page=int(words.get("page", 1))),
        words=_PART,
    )


def _by_month(section: str, shows: Any, read: Callable[..., Any]) -> Page:
    """A page of everything of one noun, by months where it is long."""
    return Page(
        path=f"/{section}",
        template=f"{section}.html",
        section=section,
        shows=shows,
        read=lambda tx, community, words: read(tx, community.id, asked=_asked(community, words)),
        words=_BY_MONTH,
    )


def _asked(community: Community, words: Words) -> Asked:
    return Asked(
        page=int(words.get("page", 1)),
        month=words.get("month", ""),
        timezone=community.timezone,
    )


def _one(
    section: str,
    shows: Any,
    read: Callable[[Transaction, str, int], Any],
    *,
    card: Callable[[Any], Card | None],
    table: Callable[[Any], Table] | None = None,
) -> Page:
    """A page of one thing, by its number."""
    return Page(
        path=f"/{section}/{_NUMBER}",
        template=f"{section.removesuffix('s')}.html",
        section=section,
        shows=shows,
        read=lambda tx, community, words: read(tx, community.id, int(words["number"])),
        card=card,
        table=table,
    )


PAGES = (
    Page(
        path="/",
        template="home.html",
        section="home",
        shows=home.Home,
        read=lambda tx, community, _: home.home(tx, community.id),
    ),
    Page(
        path="/matters/{root:[pm][1-9][0-9]{0,8}}",
        template="matter.html",
        section="proposals",
        shows=matter.Matter,
        read=lambda tx, community, words: matter.matter(tx, community.id, root=words["root"]),
        card=cards.of_matter,
    ),
    _by_month("meetings", meetings.MeetingList, meetings.listed),
    _one(
        "meetings",
        meetings.Meeting,
        lambda tx, community_id, number: meetings.one(tx, community_id, number=number),
        card=cards.of_meeting,
        table=tables.meeting_table,
    ),
    Page(
        path=f"/meetings/{_NUMBER}/minutes",
        template="minutes.html",
        section="meetings",
        shows=minutes.Sheet,
        read=lambda tx, community, words: minutes.public_sheet(
            tx, community.id, int(words["number"])
        ),
    ),
    Page(
        path=f"/meetings/{_NUMBER}/agenda",
        template="agenda.html",
        section="meetings",
        shows=items.PrintedAgenda,
        read=lambda tx, community, words: items.printed_agenda(
            tx, community.id, number=int(words["number"])
        ),
    ),
    Page(
        path="/proposals",
        template="proposals.html",
        section="proposals",
        shows=proposals.ProposalList,
        read=lambda tx, community, words: proposals.listed(
            tx, community.id, wanted=words.get("state", ""), asked=_asked(community, words)
        ),
        words=(("state", re.compile("|".join(proposals.FILTERS))), *_BY_MONTH),
    ),
    _one(
        "proposals",
        proposals.Proposal,
        lambda tx, community_id, number: proposals.one(tx, community_id, number=number),
        card=cards.of_proposal,
    ),
    _by_month("motions", tuple[motions.MotionLine, ...], motions.listed),
    _one(
        "motions",
        motions.Motion,
        lambda tx, community_id, number: motions.one(tx, community_id, number=number),
        card=cards.of_motion,
    ),
    Page(
        path=f"/motions/{_NUMBER}/statements",
        template="statements.html",
        section="motions",
        shows=statements.Statements,
        read=lambda tx, community, words: statements.one(
            tx, community.id, number=int(words["number"])
        ),
    ),
    Page(
        path="/responses",
        template="responses.html",
        section="responses",
        shows=responses.Rates,
        read=lambda tx, community, _: responses.rates(
            tx, community.id, timezone=community.timezone
        ),
    ),
    _by_month("polls", tuple[polls.PollLine, ...], polls.listed),
    _one(
        "polls",
        polls.Poll,
        lambda tx, community_id, number: polls.one(tx, community_id, number=number),
        card=cards.of_poll,
        table=tables.poll_table,
    ),
    Page(
        path=f"/polls/{_NUMBER}/notice",
        template="notice.html",
        section="polls",
        shows=notice.Notice,
        read=lambda tx, community, words: notice.notice(
            tx, community.id, number=int(words["number"]), wanted=words.get("of", "")
        ),
        words=(("of", re.compile(notice.ANNOUNCEMENT)),),
    ),
    Page(
        path=f"/polls/{_NUMBER}/poster",
        template="poster.html",
        section="polls",
        shows=polls.Poll,
        read=lambda tx, community, words: polls.ahead(
            tx, community.id, number=int(words["number"])
        ),
    ),
    _by_month("resolutions", tuple[resolutions.ResolutionLine, ...], resolutions.listed),
    Page(
        path=f"/resolutions/{_RESOLUTION}",
        template="resolution.html",
        section="resolutions",
        shows=resolutions.Resolution,
        read=lambda tx, community, words: resolutions.one(
            tx, community.id, number=words["number"]
        ),
        card=cards.of_resolution,
    ),
    _list("campaigns", tuple[CampaignView, ...], campaigns.part_of),
    _one(
        "campaigns",
        CampaignView,
        campaigns.progress,
        card=cards.of_campaign,
        table=tables.campaign_table,
    ),
    Page(
        path=f"/campaigns/{_NUMBER}/week",
        template="week.html",
        section="campaigns",
        shows=WeekOfCampaign,
        read=lambda tx, community, words: week_of_campaign(
            tx,
            community.id,
            number=int(words["number"]),
            monday=words.get("of", ""),
            timezone=community.timezone,
        ),
        words=(("of", re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]")),),
    ),
    Page(
        path=f"/campaigns/{_NUMBER}/final",
        template="final.html",
        section="campaigns",
        shows=FinalStatement,
        read=lambda tx, community, words: final_statement(
            tx, community.id, number=int(words["number"]), timezone=community.timezone
        ),
    ),
    Page(
        path=f"/campaigns/{_NUMBER}/payments",
        template="payments.html",
        section="campaigns",
        shows=payments.Payments,
        read=lambda tx, community, words: payments.payments(
            tx, community.id, int(words["number"])
        ),
    ),
    _by_month("ledger", ledger.Ledger, ledger.ledger),
    Page(
        path="/funds",
        template="funds.html",
        section="funds",
        shows=funds.Funds,
        read=lambda tx, community, _: funds.funds(tx, community.id),
    ),
    Page(
        path="/ledger/lines/{line:[0-9a-f]{16}}",
        template="ledger_line.html",
        section="ledger",
        shows=LedgerLineShown,
        read=lambda tx, community, words: line_at(tx, community.id, words["line"]),
    ),
    Page(
        path="/search",
        template="search.html",
        section="search",
        shows=Hits,
        read=lambda tx, community, words: search(
            tx, community.id, words.get("q", ""), page=int(words.get("page", 1))
        ),
        words=(("q", re.compile(r"[^\x00\ud800-\udfff]{1,2000}")), *_PART),
        before=keep_up,
    ),
    Page(
        path="/indicators",
        template="indicators.html",
        section="indicators",
        shows=indicators.Indicators,
        read=lambda tx, community, _: indicators.indicators(
            tx, community.id, timezone=community.timezone
        ),
    ),
    Page(
        path="/rules",
        template="rules.html",
        section="rules",
        shows=rules.Rules,
        read=lambda tx, community, _: rules.rules(tx, community.id),
    ),
    Page(
        path="/powers",
        template="powers.html",
        section="powers",
        shows=powers.Powers,
        read=lambda tx, community, words: powers.powers(
            tx, community.id, number=int(words["version"]) if "version" in words else None
        ),
        words=(("version", re.compile(r"[1-9][0-9]{0,8}")),),
    ),
    _list("verify", verification.Verification, verification.verification),
)
