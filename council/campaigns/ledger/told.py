"""What of the ledger 台账 anybody may be told, and when: gifts in groups, all else line by line."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, case, func, select

from council.campaigns.campaign import Campaign
from council.campaigns.ledger import kept
from council.campaigns.ledger.grouping import Closing, Course, Gift, Group, Wait, told
from council.campaigns.records import same
from council.campaigns.rules import SET_ASIDE, UNCOUNTED
from council.campaigns.tables import (
    GIFTS,
    campaigns,
    ledger_entries,
    ledger_lines,
    ledger_transfers,
    pledges,
    receipts,
    refund_requests,
)
from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.tables import acts
from council.kernel.values import value

#: While a campaign is in one of these, more gifts may come.
_TAKING = ("draft", "approved", "open")
#: And in one of these nothing moves any more.
_CLOSED = ("settled", "archived", "refunded")
#: Under which verbs a campaign comes there (``campaigns/states``); its auditor's signature moves nothing.
_CLOSING = ("payment.approve", "refund.confirm")


@value
class Told:
    """A campaign's gifts as far as they are told; ``withheld`` transfers are told later."""

    campaign: int
    groups: tuple[Group, ...]
    withheld: int

    def received_fen(self) -> int:
        """What counts towards the target, of what is told."""
        return sum(each.amount_fen for each in self.groups if each.counted)

    def refunded_fen(self) -> int:
        """What was given back, of what is told and came in time."""
        return -sum(
            each.amount_fen for each in self.groups if each.kind == "refund" and not each.late
        )

    def late_fen(self, *kinds: str) -> int:
        """What came late, or went back of that, of what is told."""
        return sum(each.amount_fen for each in self.groups if each.late and each.kind in kinds)


@value
class _Moved:
    """When something of a campaign moved last, and how many of its transfers are gifts."""

    at: int = 0
    gifts: int = 0


def household() -> ColumnElement[str]:
    """Whose pledge it is: the unit, or the person who lives in none that we know of."""
    unit: ColumnElement[str] = func.coalesce(func.nullif(residents.c.unit, ""), residents.c.id)
    return unit


def gifts_told(
    tx: Transaction, community_id: str, found: Sequence[Campaign] | None = None
) -> dict[str, Told]:
    """Tell the gifts of some campaigns, or of all: campaign id → what is told."""
    if found is None:
        of = select(campaigns).where(campaigns.c.community_id == community_id)
        found = read_all(tx, Campaign, of)
    ids = [campaign.id for campaign in found]
    moved, closings = _moved(tx, community_id, ids), _closings(tx, community_id, ids)
    courses = {each.id: _course(each, moved[each.id].at, closings[each.id]) for each in found}
    closed = {
        each.id: (courses[each.id], moved[each.id].gifts)
        for each in found
        if each.state in _CLOSED
    }
    stamps = kept.stamps(tx, community_id, closed)
    groups = kept.kept(tx, stamps)
    fresh = [its for its in ids if its not in groups]
    if fresh:
        given, waits = _gifts(tx, community_id, fresh), _waits(tx, community_id, fresh)
        for its in fresh:
            groups[its] = told(given[its], replace(courses[its], waits=tuple(waits[its])))
        kept.keep(tx, {its: (stamps[its], groups[its]) for its in fresh if its in stamps})
    return {
        each.id: Told(
            campaign=each.number,
            groups=groups[each.id],
            withheld=moved[each.id].gifts - sum(group.many for group in groups[each.id]),
        )
        for each in found
    }


def _course(campaign: Campaign, last: int, closings: Sequence[Closing]) -> Course:
    taking, closed = campaign.state in _TAKING, campaign.state in _CLOSED
    return Course(
        over_at=None if taking else campaign.closed_at or last,
        closings=tuple(closings) or ((Closing(at=last),) if closed else ()),
    )


def _gifts(tx: Transaction, community_id: str, ids: Sequence[str]) -> dict[str, list[Gift]]:
    t, e = ledger_transfers.c, ledger_entries.c
    asked = refund_requests.alias()
    receipt_id = case((t.kind == "receipt", t.subject_id), else_=asked.c.receipt_id)
    rows = tx.connection.execute(
        select(
            t.number,
            t.posted_at,
            t.kind,
            t.campaign_id,
            func.coalesce(asked.c.reason, "").label("reason"),
            func.coalesce(household(), t.subject_id).label("household"),
            func.coalesce(receipts.c.late, 0).label("late"),
            asked.c.unreached_at.is_not(None).label("listed"),
            e.amount_fen,
        )
        .outerjoin(  # from these campaigns' transfers, not from all entries
            ledger_entries,
            same(ledger_entries, ledger_transfers, "transfer_id") & e.account.like("held:%"),
        )
        .outerjoin(asked, and_(asked.c.community_id == t.community_id, asked.c.id == t.subject_id))
        .outerjoin(
            receipts, and_(receipts.c.community_id == t.community_id, receipts.c.id == receipt_id)
        )
        .outerjoin(pledges, same(receipts, pledges, "pledge_id"))
        .outerjoin(residents, same(pledges, residents, "resident_id"))
        .where(t.community_id == community_id, t.kind.in_(GIFTS), t.campaign_id.in_(ids))
        .order_by(t.number)
    )
    found: defaultdict[str, list[Gift]] = defaultdict(list)
    for row in rows:
        found[row.campaign_id].append(
            Gift(
                number=row.number,
                at=row.posted_at,
                kind=row.kind,
                counted=not row.late and (row.kind == "receipt" or row.reason in UNCOUNTED),
                late=bool(row.late),
                listed=bool(row.listed),
                household=row.household,
                amount_fen=row.amount_fen,
            )
        )
    return found


def _waits(tx: Transaction, community_id: str, ids: Sequence[str]) -> dict[str, list[Wait]]:
    """Tell who waited for something to be given back, and until when.

    What could not be paid waits on, and what was declined before there was a chain waits for nothing.
    """
    q, line = refund_requests.c, ledger_lines.c
    rows = tx.connection.execute(
        select(q.campaign_id, household().label("household"), q.asked_at, q.state, line.noted_at)
        .join(receipts, same(refund_requests, receipts, "receipt_id"))
        .join(pledges, same(receipts, pledges, "pledge_id"))
        .join(residents, same(pledges, residents, "resident_id"))
        .outerjoin(
            ledger_lines,
            and_(
                line.community_id == q.community_id,
                line.kind == "refund",
                line.subject_id == q.id,
                line.ends == 1,
            ),
        )
        .where(q.community_id == community_id, q.campaign_id.in_(ids))
    )
    found: defaultdict[str, list[Wait]] = defaultdict(list)
    for row in rows:
        until = None if row.state in SET_ASIDE else row.noted_at or row.asked_at
        found[row.campaign_id].append(
            Wait(household=row.household, since=row.asked_at, until=until)
        )
    return found


def _closings(tx: Transaction, community_id: str, ids: Sequence[str]) -> dict[str, list[Closing]]:
    """Tell when nothing was left to do with a campaign's money, each time."""
    a = acts.c
    rows = tx.connection.execute(
        select(a.subject_id, a.acted_at, a.detail)
        .where(
            a.community_id == community_id,
            a.subject_kind == "campaign",
            a.subject_id.in_(ids),
            a.verb.in_(_CLOSING),
        )
        .order_by(a.number)
    )
    found: defaultdict[str, list[Closing]] = defaultdict(list)
    for row in rows:
        detail = json.loads(row.detail)
        if detail.get("to") in _CLOSED:
            upto = {"upto": detail["upto"]} if "upto" in detail else {}
            found[row.subject_id].append(Closing(at=row.acted_at, **upto))
    return found


def _moved(tx: Transaction, community_id: str, ids: Sequence[str]) -> defaultdict[str, _Moved]:
    """Tell when something of a campaign moved last, and how many gifts it has."""
    t = ledger_transfers.c
    rows = tx.connection.execute(
        select(
            t.campaign_id,
            func.max(t.posted_at).label("at"),
            func.count().filter(t.kind.in_(GIFTS)).label("gifts"),
        )
        .where(t.community_id == community_id, t.campaign_id.in_(ids))
        .group_by(t.campaign_id)
    )
    return defaultdict(
        _Moved, {row.campaign_id: _Moved(at=row.at, gifts=row.gifts) for row in rows}
    )
