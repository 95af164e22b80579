"""The invariants of what is done at the desk for others: assisted acts, proxies, deliveries, calls."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from council.counter.assisted.assist import Assist
from council.counter.assisted.reads import is_standing
from council.counter.assisted.tables import assisted_acts, follow_up_calls
from council.counter.deliveries.tables import deliveries
from council.counter.follow_ups.rules import draw
from council.counter.papers.tables import papers
from council.counter.proxies.proxy import Proxy
from council.counter.proxies.tables import proxies
from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.findings import Finding, count, finding
from council.kernel.tables import files
from council.kernel.values import value
from council.polls.checks import by_poll, polls_named
from council.polls.tables import ballots, frozen_units, polls
from council.rules.records import kept_rules

#: What every record of an assisted act says.
_FIELDS = (
    "person",
    "voter",
    "helper",
    "desk",
    "evidence",
    "content",
    "serial",
    "scan",
    "contact",
)
_OVER = ("closed", "counted", "certified", "annulled")


@value
class _Ballot:
    """The ballot and the paper that an act became, and its poll; ``stands``: one of its paper does."""

    slug: str
    poll_state: str
    ruleset: str | None
    motion_id: str
    cast: str | None
    cast_serial: str | None
    paper_revision: int | None
    stands: bool


@value
class _Act:
    """An assisted act with its ballot, and whether its files are kept."""

    act: Assist
    ballot: _Ballot
    evidence_kept: bool
    scan_kept: bool


@value
class _Proxy:
    """An authorisation with its ballot, and whether its file is kept."""

    act: Proxy
    ballot: _Ballot
    evidence_kept: bool


def i16_assisted_acts(tx: Transaction) -> Finding:
    """A counted act became its ballot, confirmed by another; any other act stands for nothing."""
    a = assisted_acts.c
    query = _with_ballot(assisted_acts).add_columns(
        _kept(a.community_id, a.evidence).label("evidence_kept"),
        _kept(a.community_id, a.scan).label("scan_kept"),
    )
    rows = read_all(tx, _Act, query.order_by(communities.c.slug, a.number))
    return finding(
        "I16",
        "assisted acts are whole, confirmed by another, and their own ballots",
        checked=len(rows),
        broken=[
            f"{row.ballot.slug} assisted act {row.act.number}: {wrong}"
            for row in rows
            for wrong in _wrong_with_act(row)
        ],
    )


def _wrong_with_act(row: _Act) -> Iterator[str]:
    act, ballot = row.act, row.ballot
    empty = [name for name in _FIELDS if not getattr(act, name)]
    if empty:
        yield f"{empty[0]} is missing"
    if not (row.evidence_kept and row.scan_kept):
        yield "a file is not kept"
    if act.state == "counted":
        if ballot.cast != act.content or ballot.cast_serial != act.serial:
            yield "its ballot is another"
        if ballot.paper_revision != act.revision:
            yield "its paper is not kept"
        if act.confirmed_by in (None, act.recorded_by, act.helper_id):
            yield "no second person has confirmed it"
    elif ballot.stands:
        yield f"it is {act.state}, but its ballot stands"
    if act.state == "recorded" and ballot.poll_state in _OVER:
        yield "it still waits though the poll is over"


def i17_proxies(tx: Transaction) -> Finding:
    """A counted authorisation became its ballot; nobody stands for more heads than the cap allows."""
    x = proxies.c
    query = _with_ballot(proxies).add_columns(
        _kept(x.community_id, x.evidence).label("evidence_kept")
    )
    rows = read_all(tx, _Proxy, query.order_by(communities.c.slug, x.number))
    broken = [
        f"{row.ballot.slug} proxy {row.act.number}: {wrong}"
        for row in rows
        for wrong in _wrong_with_proxy(row)
    ]
    heads: defaultdict[tuple[str, str, str, int], set[str]] = defaultdict(set)
    for row in rows:
        act, ballot = row.act, row.ballot
        if act.state == "counted":
            most = kept_rules(tx, act.community_id, ballot.ruleset).proxy_cap
            heads[ballot.slug, ballot.motion_id, act.proxy_id or act.proxy, most].add(act.head)
    for (slug, _, one, most), stood_for in heads.items():
        if len(stood_for) > most:
            broken.append(f"{slug} proxy of {one}: {len(stood_for)} heads, {most} at most")
    return finding(
        "I17", "proxies are within the cap and their own ballots", checked=len(rows), broken=broken
    )


def _wrong_with_proxy(row: _Proxy) -> Iterator[str]:
    act, ballot = row.act, row.ballot
    if not row.evidence_kept:
        yield "a file is not kept"
    if act.state == "counted":
        if not ballot.cast or ballot.cast_serial != act.serial:
            yield "its ballot is another"
        if ballot.paper_revision != act.revision:
            yield "its paper is not kept"
    elif ballot.stands:
        yield "it is revoked, but its ballot stands"


def i18_deliveries(tx: Transaction) -> Finding:
    """The log of a poll is numbered 1..n, about units of its roll, from the notice to the close."""
    d, p, u = deliveries.c, polls.c, frozen_units.c
    gaps = (
        select(d.community_id, d.poll_id)
        .group_by(d.community_id, d.poll_id)
        .having(or_(func.min(d.number) != 1, func.max(d.number) != func.count()))
        .subquery()
    )
    on_roll = exists().where(
        u.community_id == d.community_id, u.poll_id == d.poll_id, u.code == d.unit
    )
    nobody = and_(d.state == "delivered", func.coalesce(d.receiver, "") == "")
    outside = or_(d.noted_at >= p.closes_at, d.noted_at < p.announced_at)
    return finding(
        "I18",
        "deliveries in order, in time, to somebody",
        checked=count(tx, deliveries),
        broken=[
            *(f"{each} gaps" for each in polls_named(tx, by_poll(gaps))),
            *(f"{each} off the roll" for each in polls_named(tx, by_poll(deliveries, ~on_roll))),
            *(f"{each} to nobody" for each in polls_named(tx, by_poll(deliveries, nobody))),
            *(f"{each} out of time" for each in polls_named(tx, by_poll(deliveries, outside))),
        ],
    )


def i19_follow_up_calls(tx: Transaction) -> Finding:
    """The calls of a poll are the draw from its counted acts; who had a part in one did not make it."""
    a, f, p = assisted_acts.c, follow_up_calls.c, polls.c
    drawn: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for row in tx.connection.execute(select(f.community_id, f.poll_id, f.act)):
        drawn[row.community_id, row.poll_id].add(row.act)
    broken = []
    for (community_id, poll_id), found in drawn.items():
        mine = (a.community_id == community_id, a.poll_id == poll_id)
        poll = tx.connection.execute(
            select(communities.c.slug, p.number, p.lot_seed)
            .join(communities, communities.c.id == p.community_id)
            .where(p.community_id == community_id, p.id == poll_id)
        ).one()
        acts = tx.connection.scalars(select(a.number).where(*mine, is_standing())).all()
        if set(draw(acts, seed=poll.lot_seed)) != found:
            broken.append(f"{poll.slug} poll {poll.number}: another draw")
    own = select(communities.c.slug, a.number).join_from(
        follow_up_calls,
        assisted_acts,
        and_(a.community_id == f.community_id, a.number == f.act),
    )
    rows = tx.connection.execute(
        own.join(communities, communities.c.id == a.community_id)
        .where(f.called_by.in_((a.recorded_by, a.confirmed_by, a.helper_id)))
        .order_by(communities.c.slug, a.number)
    )
    broken += [f"{row.slug} assisted act {row.number}: called by one of its own" for row in rows]
    return finding(
        "I19", "follow-up calls are the draw", checked=count(tx, follow_up_calls), broken=broken
    )


def _with_ballot(acts: Any) -> Any:
    """Select acts (or proxies) with the ballot and paper they became, and whether theirs stands."""
    a, b, q, p = acts.c, ballots.c, papers.c, polls.c
    last = ballots.alias("last").c
    later = ballots.alias("later").c
    stands = exists().where(
        last.community_id == a.community_id,
        last.poll_id == a.poll_id,
        last.slot == a.slot,
        last.paper_serial == a.serial,
        last.content != "",
        ~exists().where(
            later.community_id == last.community_id,
            later.poll_id == last.poll_id,
            later.slot == last.slot,
            later.revision > last.revision,
        ),
    )
    mine = (b.community_id == a.community_id, b.poll_id == a.poll_id, b.slot == a.slot)
    paper = (q.community_id == a.community_id, q.poll_id == a.poll_id, q.serial == a.serial)
    return (
        select(
            acts,
            communities.c.slug,
            p.state.label("poll_state"),
            p.ruleset,
            p.motion_id,
            b.content.label("cast"),
            b.paper_serial.label("cast_serial"),
            q.revision.label("paper_revision"),
            stands.label("stands"),
        )
        .select_from(acts)
        .join(communities, communities.c.id == a.community_id)
        .join(polls, and_(p.community_id == a.community_id, p.id == a.poll_id))
        .outerjoin(ballots, and_(*mine, b.revision == a.revision))
        .outerjoin(papers, and_(*paper))
    )


def _kept(community_id: Any, sha256: Any) -> ColumnElement[bool]:
    return exists().where(files.c.community_id == community_id, files.c.sha256 == sha256)
