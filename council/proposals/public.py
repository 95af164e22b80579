"""Proposals 提案 for everybody.

A title and a text become public when a facilitator has admitted them; before that, and after a
return, only the number and the state are. The author is "a resident".
"""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from council.kernel.attached_files import Attachment, attached
from council.kernel.database.transaction import Transaction
from council.kernel.history import Step, steps
from council.kernel.months import FIRST, Asked, stretch
from council.kernel.paging import CARDS, Paging
from council.kernel.values import value
from council.proposals.hooks import MOTIONS_OF, MotionRef
from council.proposals.rules import PUBLIC, seconds_asked
from council.proposals.tables import proposals, seconds
from council.rules.power_list.matter import Ruled
from council.rules.power_list.public import RuledLine, ruled_line
from council.rules.power_list.records import ruled
from council.rules.records import rules_of

#: The filters of the list, by the name in its address.
FILTERS = {
    "open": ("admitted", "seconded", "on_agenda"),
    "done": ("decided", "closed", "merged"),
    "screening": ("submitted", "returned", "withdrawn"),
}


@value
class ProposalLine:
    """A proposal in a list; ``title`` is empty unless its text is public.

    ``needed`` is how many seconds a proposal must have to go on an agenda.
    """

    number: int
    title: str
    state: str
    submitted_at: int
    seconds: int
    needed: int


@value
class ProposalList:
    """A part of the proposals of one filter (empty: all), newest first; ``total`` of this filter.

    ``needed`` is how many seconds the rules ask of a proposal today.
    """

    filter: str
    total: int
    needed: int
    paging: Paging
    proposals: tuple[ProposalLine, ...]


@value
class Proposal:
    """One proposal with what became of it. ``merged_into`` is another's number; 0 = none.

    ``ruled``: whose matter it is, as a facilitator confirmed.
    """

    number: int
    title: str
    body: str
    state: str
    submitted_at: int
    seconds: int
    needed: int
    merged_into: int
    motions: tuple[MotionRef, ...]
    attachments: tuple[Attachment, ...]
    history: tuple[Step, ...]
    ruled: RuledLine | None


def _count_of_seconds() -> ScalarSelect[int]:
    s = seconds.c
    return (
        select(func.count())
        .select_from(seconds)
        .where(s.community_id == proposals.c.community_id, s.proposal_id == proposals.c.id)
        .scalar_subquery()
    )


def lines(
    tx: Transaction,
    community_id: str,
    *where: ColumnElement[bool],
    states: tuple[str, ...],
    limit: int,
    offset: int = 0,
) -> tuple[ProposalLine, ...]:
    """Tell the proposals in some states, newest first."""
    p = proposals.c
    rows = tx.connection.execute(
        select(p.number, p.title, p.state, p.submitted_at, _count_of_seconds().label("seconded"))
        .where(p.community_id == community_id, p.state.in_(states), *where)
        .order_by(p.number.desc())
        .limit(limit)
        .offset(offset)
    )
    needed = rules_of(tx, community_id).floor.seconds
    return tuple(
        ProposalLine(
            number=row.number,
            title=row.title if row.state in PUBLIC else "",
            state=row.state,
            submitted_at=row.submitted_at,
            seconds=row.seconded,
            needed=seconds_asked(row.state, seconds=row.seconded, needed=needed),
        )
        for row in rows
    )


def listed(
    tx: Transaction, community_id: str, *, wanted: str = "", asked: Asked = FIRST
) -> ProposalList | None:
    """List the proposals of a filter (an unknown one is none); None where there is no such page."""
    chosen = wanted if wanted in FILTERS else ""
    states = FILTERS.get(chosen) or tuple(state for group in FILTERS.values() for state in group)
    p = proposals.c
    told = (p.community_id == community_id, p.state.in_(states))
    total = tx.connection.scalar(select(func.count()).select_from(proposals).where(*told))
    where = stretch(tx, p.submitted_at, *told, asked=asked, size=CARDS)
    if where is None:
        return None
    within = (p.submitted_at >= where.since, p.submitted_at < where.until)
    found = lines(tx, community_id, *within, states=states, limit=CARDS, offset=where.offset)
    return ProposalList(
        filter=chosen,
        total=total or 0,
        needed=rules_of(tx, community_id).floor.seconds,
        paging=where.paging,
        proposals=found,
    )


def one(tx: Transaction, community_id: str, *, number: int) -> Proposal | None:
    """Tell one proposal by its number."""
    p, into = proposals.c, proposals.alias("into")
    row = tx.connection.execute(
        select(proposals, into.c.number.label("into"), _count_of_seconds().label("seconded"))
        .outerjoin(into, (into.c.community_id == p.community_id) & (into.c.id == p.merged_into))
        .where(p.community_id == community_id, p.number == number)
    ).one_or_none()
    if row is None:
        return None
    public = row.state in PUBLIC
    needed = rules_of(tx, community_id).floor.seconds
    return Proposal(
        number=row.number,
        title=row.title if public else "",
        body=row.body if public else "",
        state=row.state,
        submitted_at=row.submitted_at,
        seconds=row.seconded,
        needed=seconds_asked(row.state, seconds=row.seconded, needed=needed),
        merged_into=row.into or 0,
        motions=MOTIONS_OF(tx, community_id, row.id) if public else (),
        attachments=attached(tx, community_id, "proposal", row.id) if public else (),
        history=steps(tx, community_id, "proposal", row.id),
        ruled=ruled_line(tx, community_id, _ruled(tx, row)) if public else None,
    )


def _ruled(tx: Transaction, row: Any) -> Ruled | None:
    if row.matter_class is None:
        return None
    named = {"name": row.matter or "", "legal_class": row.matter_class}
    return ruled(tx, row.community_id, **named, version=row.power_list or 0)
