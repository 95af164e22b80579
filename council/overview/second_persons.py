"""Second persons whom nobody could be, in every house: said every day as long as it lasts."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from council.campaigns.tables import campaigns, receipts, refund_requests
from council.counter.assisted.tables import assisted_acts
from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF
from council.kernel.todos import Todo
from council.kernel.values import Person, value
from council.polls.second_persons import AHEAD, Seconds
from council.polls.tables import polls
from council.resolutions.tables import resolutions


@value
class _Unsigned:
    """A campaign with something that ``by`` asked for and another must sign."""

    number: int
    title: str
    by: str


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """What nobody could give as a second person, as long as that lasts."""
    if not who.roles & STAFF:
        return ()
    seconds = Seconds(tx, who.community_id)
    found: list[Todo] = []
    if who.roles & {"facilitator", "chair"}:
        found += _polls(tx, who, seconds)
        found += _resolutions(tx, who, seconds)
    if who.roles & {"facilitator", "clerk"}:
        found += _assisted(tx, who, seconds)
    if who.roles & {"facilitator", "treasurer"}:
        found += _money(tx, who, seconds)
    return tuple(found)


def _polls(tx: Transaction, who: Person, seconds: Seconds) -> Iterator[Todo]:
    p = polls.c
    rows = tx.connection.execute(
        select(p.number, p.kind, p.title, p.closes_at, p.created_by, p.counted_by)
        .where(p.community_id == who.community_id, p.state.in_(AHEAD))
        .order_by(p.number)
    )
    for row in rows:
        names = seconds.missing("poll.certify", row.created_by, row.counted_by)
        if names:
            named = f"poll.name.{row.kind}"
            yield _need("poll", "poll.view", row, names, by=row.closes_at, poll_key=named)


def _resolutions(tx: Transaction, who: Person, seconds: Seconds) -> Iterator[Todo]:
    r = resolutions.c
    rows = tx.connection.execute(
        select(r.number, r.title, r.drafted_by)
        .where(r.community_id == who.community_id, r.state == "provisional")
        .order_by(r.number)
    )
    for row in rows:
        names = seconds.missing("resolution.publish", row.drafted_by)
        if names:
            yield _need("resolution", "resolution.show", row, names, by=tx.now)


def _assisted(tx: Transaction, who: Person, seconds: Seconds) -> Iterator[Todo]:
    a, p = assisted_acts.c, polls.c
    rows = tx.connection.execute(
        select(
            a.number.label("act"),
            a.recorded_by,
            a.helper_id,
            p.number,
            p.title,
            p.closes_at,
        )
        .join(polls, (p.community_id == a.community_id) & (p.id == a.poll_id))
        .where(a.community_id == who.community_id, a.state == "recorded")
        .order_by(a.number)
    )
    for row in rows:
        names = seconds.missing("assist.confirm", row.recorded_by, row.helper_id)
        if names:
            yield Todo(
                key="second_missing_assisted",
                verb="assist.view",
                by=row.closes_at,
                params={"number": row.act, "title": row.title, "names": names},
                arguments=(row.act,),
            )


def _money(tx: Transaction, who: Person, seconds: Seconds) -> Iterator[Todo]:
    """Campaigns whose approval, cash or refunds nobody else could sign for."""
    c, r, q = campaigns.c, receipts.c, refund_requests.c
    mine = c.community_id == who.community_id
    drafted = select(c.number, c.title, c.created_by.label("by")).where(mine, c.state == "draft")
    cash = (
        select(c.number, c.title, r.cashier.label("by"))
        .join(campaigns, (c.community_id == r.community_id) & (c.id == r.campaign_id))
        .where(mine, r.state == "awaiting_second")
        .distinct()
    )
    refunds = (
        select(c.number, c.title, q.asked_by.label("by"))
        .join(campaigns, (c.community_id == q.community_id) & (c.id == q.campaign_id))
        .where(mine, q.state == "asked")
        .distinct()
    )
    for what, verb, query in (
        ("campaign", "campaign.approve", drafted),
        ("cash", "receipt.sign", cash),
        ("refund", "refund.confirm", refunds),
    ):
        told: set[int] = set()
        for row in read_all(tx, _Unsigned, query.order_by(c.number)):
            names = seconds.missing(verb, row.by)
            if names and row.number not in told:
                told.add(row.number)
                yield _need(what, "campaign.file", row, names, by=tx.now)


def _need(what: str, verb: str, row: Any, names: str, *, by: int, **more: str) -> Todo:
    return Todo(
        key=f"second_missing_{what}",
        verb=verb,
        by=by,
        params={"number": row.number, "title": row.title, "names": names, **more},
        arguments=(row.number,),
    )
