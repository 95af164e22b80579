"""Motions 议案 for everybody, with what the addressed party owes or has answered.

Drafts are not told. Who answered is told by role; the person named as responsible is not told.
"""

from typing import Any

from sqlalchemy import Select, and_, select

from council.kernel.database.records import read_all
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.months import FIRST, Asked, stretch
from council.kernel.paging import CARDS, Part
from council.kernel.values import value
from council.motions.commands import StepTold
from council.motions.consultations.records import consultation_of
from council.motions.consultations.rules import Consultation
from council.motions.hooks import (
    AT_MEETINGS,
    OPINIONS_ON,
    POLL_NUMBER,
    POLLS_ON,
    RESOLUTIONS_ON,
    PollRef,
)
from council.motions.opinions.told import OpinionsTold
from council.motions.origins import Origin
from council.motions.records import (
    motion_by,
    origin_of,
    overdue_now,
    response_of,
    ruled_of,
)
from council.motions.responses.attached import ANSWERED, COMPLETED, documents_of, photos_of
from council.motions.responses.rates import Rate, content
from council.motions.responses.records import levels_of, steps_of
from council.motions.responses.rules import clock_of
from council.motions.responses.steps import offers
from council.motions.tables import motions, responses
from council.motions.votes.recorded import RecordedVote
from council.proposals.records import proposal_by
from council.proposals.tables import proposals
from council.rules.power_list.public import RuledLine, ruled_line


@value
class MotionLine:
    """A motion in a list; ``overdue``: its addressee's answer is late."""

    number: int
    title: str
    state: str
    legal_class: str
    addressee: str
    answered: bool
    overdue: bool


@value
class Response:
    """How an addressed motion stands. Times are 0 until they happen.

    ``due_at`` is what is due next while an answer is owed (else 0), ``hours`` until then, or since
    when overdue. ``cost_fen`` is -1 where none was named, ``done_by`` an ISO date or nothing.
    ``addressee`` owes it now; ``offered`` were asked to take it on, and said nothing yet; ``steps``
    is what happened, the earliest first. ``content``: how many of those who asked are, of those
    who said a level; fewer than five are not told.
    """

    addressee: str
    state: str
    asked_at: int
    due_at: int
    overdue: bool
    hours: int
    acknowledged_at: int
    extended_at: int
    extension_reason: str
    answered_at: int
    decision: str
    reason: str
    cost_fen: int
    done_by: str
    offered: tuple[str, ...]
    steps: tuple[StepTold, ...]
    photos: tuple[str, ...]
    documents: tuple[str, ...]
    completed_at: int
    completed_photos: tuple[str, ...]
    completed_documents: tuple[str, ...]
    content: Rate


@value
class Motion:
    """One motion with where it comes from and what became of it; numbers are 0 where none.

    ``votes``: counted hands at meetings, the earliest meeting first. ``consultation``: what came
    of one, step by step; who took the steps is not told. ``statements``: what was collected on it.
    ``ruled``: whose matter it is by the power-and-duty list.
    """

    number: int
    title: str
    body: str
    state: str
    legal_class: str
    addressee: str
    proposal: int
    proposal_title: str
    meeting: int
    meeting_title: str
    from_poll: int
    origin: Origin | None
    response: Response | None
    votes: tuple[RecordedVote, ...]
    consultation: Consultation | None
    polls: tuple[PollRef, ...]
    resolutions: tuple[str, ...]
    statements: OpinionsTold | None
    ruled: RuledLine | None


def _with_response(now: int) -> Select[Any]:
    m, r = motions.c, responses.c
    return select(
        m.number,
        m.title,
        m.state,
        m.legal_class,
        m.addressee,
        (r.state == "answered").label("answered"),
        overdue_now(now).label("overdue"),
    ).outerjoin(responses, and_(r.community_id == m.community_id, r.motion_id == m.id))


def listed(tx: Transaction, community_id: str, *, asked: Asked = FIRST) -> Part[MotionLine] | None:
    """List a part of the motions that were announced, newest first."""
    m = motions.c
    told = (m.community_id == community_id, m.state != "drafted")

    where = stretch(tx, m.drafted_at, *told, asked=asked, size=CARDS)
    if where is None:
        return None
    within = (m.drafted_at >= where.since, m.drafted_at < where.until)
    query = _with_response(tx.now).where(*told, *within).order_by(m.number.desc())
    found = read_all(tx, MotionLine, query.limit(CARDS).offset(where.offset))
    return Part(items=found, paging=where.paging)


def overdue(tx: Transaction, community_id: str, *, limit: int) -> tuple[MotionLine, ...]:
    """List the motions whose answer is late, the latest first."""
    m, r = motions.c, responses.c
    late = (m.community_id == community_id, m.state != "drafted", overdue_now(tx.now))
    query = _with_response(tx.now).where(*late).order_by(r.answer_by, m.number)
    return read_all(tx, MotionLine, query.limit(limit))


def moved(tx: Transaction, community_id: str) -> frozenset[int]:
    """Tell the numbers of the proposals that have become a motion, announced and not withdrawn."""
    m, p = motions.c, proposals.c
    query = (
        select(p.number)
        .join(motions, and_(m.community_id == p.community_id, m.proposal_id == p.id))
        .where(p.community_id == community_id, m.state.not_in(("drafted", "withdrawn")))
    )
    return frozenset(tx.connection.scalars(query))


def one(tx: Transaction, community_id: str, *, number: int) -> Motion | None:
    """Tell one motion by its number."""
    kept = motion_by(tx, community_id, number=number)
    if kept is None or kept.state == "drafted":
        return None
    proposal = proposal_by(tx, community_id, id=kept.proposal_id)
    at = AT_MEETINGS(tx, kept)
    return value_from(
        Motion,
        kept,
        proposal=0 if proposal is None else proposal.number,
        proposal_title="" if proposal is None else proposal.title,
        meeting=at.number,
        meeting_title=at.title,
        from_poll=POLL_NUMBER(tx, community_id, kept.from_poll_id),
        origin=origin_of(tx, community_id, kept.id),
        response=_response(tx, community_id, kept.id, motion_state=kept.state),
        votes=at.votes,
        consultation=consultation_of(tx, community_id, kept.id),
        polls=POLLS_ON(tx, community_id, [kept.id]).get(kept.id, ()),
        resolutions=RESOLUTIONS_ON(tx, community_id, kept.id),
        statements=OPINIONS_ON(tx, community_id, [kept.id]).get(kept.id),
        ruled=ruled_line(tx, community_id, ruled_of(tx, kept)),
    )


def _response(
    tx: Transaction, community_id: str, motion_id: str, *, motion_state: str
) -> Response | None:
    kept = response_of(tx, community_id, motion_id)
    if kept is None:
        return None
    clock = clock_of(kept, motion_state=motion_state, now=tx.now)
    steps = steps_of(tx, kept)
    return value_from(
        Response,
        kept,
        due_at=clock.due_at,
        overdue=clock.overdue,
        hours=clock.hours,
        cost_fen=-1 if kept.cost_fen is None else kept.cost_fen,
        offered=tuple(offers(steps, state=kept.state)),
        steps=tuple(value_from(StepTold, each) for each in steps),
        photos=photos_of(tx, kept, ANSWERED),
        documents=documents_of(tx, kept, ANSWERED),
        completed_photos=photos_of(tx, kept, COMPLETED),
        completed_documents=documents_of(tx, kept, COMPLETED),
        content=content(levels_of(tx, kept)),
    )
