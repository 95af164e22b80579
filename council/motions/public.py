"""Motions 议案 for everybody, with what the addressed party owes or has answered.

Drafts are not told. Who answered is told by role; the person named as responsible is not told.
"""

from typing import Any

from sqlalchemy import Row, Select, and_, func, select

from council.kernel.database.transaction import Transaction
from council.kernel.paging import CARDS, Part, part
from council.kernel.values import value
from council.motions.consultations.records import consultation_of
from council.motions.consultations.rules import Consultation
from council.motions.hooks import AT_MEETINGS, POLL_NUMBER, POLLS_ON, RESOLUTIONS_ON, PollRef
from council.motions.origins import Origin
from council.motions.records import clock_at, motion_of, origin_of, overdue_now, ruled_of
from council.motions.tables import motions, responses
from council.motions.votes.recorded import RecordedVote
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
    """

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


@value
class Motion:
    """One motion with where it comes from and what became of it; numbers are 0 where none.

    ``votes``: counted hands at meetings, the earliest meeting first. ``consultation``: what came
    of one, step by step; who took the steps is not told.
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
    ruled: RuledLine | None


def _with_response(now: int) -> Select[Any]:
    m, r = motions.c, responses.c
    return select(
        m.number,
        m.title,
        m.state,
        m.legal_class,
        m.addressee,
        r.state.label("response_state"),
        overdue_now(now).label("late"),
    ).outerjoin(responses, and_(r.community_id == m.community_id, r.motion_id == m.id))


def listed(tx: Transaction, community_id: str, *, page: int = 1) -> Part[MotionLine] | None:
    """List a part of the motions that were announced, newest first."""
    m = motions.c
    told = (m.community_id == community_id, m.state != "drafted")

    def lines(limit: int, offset: int) -> tuple[MotionLine, ...]:
        query = _with_response(tx.now).where(*told).order_by(m.number.desc())
        rows = tx.connection.execute(query.limit(limit).offset(offset))
        return tuple(_line(row) for row in rows)

    total = tx.connection.scalar(select(func.count()).select_from(motions).where(*told))
    return part(page, total=total or 0, size=CARDS, lines=lines)


def overdue(tx: Transaction, community_id: str, *, limit: int) -> tuple[MotionLine, ...]:
    """List the motions whose answer is late, the latest first."""
    m, r = motions.c, responses.c
    rows = tx.connection.execute(
        _with_response(tx.now)
        .where(
            m.community_id == community_id,
            m.state != "drafted",
            overdue_now(tx.now),
        )
        .order_by(r.answer_by, m.number)
        .limit(limit)
    )
    return tuple(_line(row) for row in rows)


def _line(row: Row[Any]) -> MotionLine:
    return MotionLine(
        number=row.number,
        title=row.title,
        state=row.state,
        legal_class=row.legal_class,
        addressee=row.addressee or "",
        answered=row.response_state == "answered",
        overdue=bool(row.late),
    )


def one(tx: Transaction, community_id: str, *, number: int) -> Motion | None:
    """Tell one motion by its number."""
    m, p = motions.c, proposals.c
    row = tx.connection.execute(
        select(
            motions,
            p.number.label("proposal"),
            p.title.label("proposal_title"),
        )
        .outerjoin(proposals, and_(p.community_id == m.community_id, p.id == m.proposal_id))
        .where(m.community_id == community_id, m.number == number, m.state != "drafted")
    ).one_or_none()
    if row is None:
        return None
    at = AT_MEETINGS(tx, motion_of(row))
    return Motion(
        number=row.number,
        title=row.title,
        body=row.body,
        state=row.state,
        legal_class=row.legal_class,
        addressee=row.addressee or "",
        proposal=row.proposal or 0,
        proposal_title=row.proposal_title or "",
        meeting=at.number,
        meeting_title=at.title,
        from_poll=POLL_NUMBER(tx, community_id, row.from_poll_id or ""),
        origin=origin_of(tx, community_id, row.id),
        response=_response(tx, community_id, row.id, motion_state=row.state),
        votes=at.votes,
        consultation=consultation_of(tx, community_id, row.id),
        polls=POLLS_ON(tx, community_id, [row.id]).get(row.id, ()),
        resolutions=RESOLUTIONS_ON(tx, community_id, row.id),
        ruled=ruled_line(tx, community_id, ruled_of(tx, motion_of(row))),
    )


def _response(
    tx: Transaction, community_id: str, motion_id: str, *, motion_state: str
) -> Response | None:
    r = responses.c
    row = tx.connection.execute(
        select(responses).where(r.community_id == community_id, r.motion_id == motion_id)
    ).one_or_none()
    if row is None:
        return None
    clock = clock_at(row, motion_state=motion_state, now=tx.now)
    return Response(
        state=row.state,
        asked_at=row.asked_at,
        due_at=clock.due_at,
        overdue=clock.overdue,
        hours=clock.hours,
        acknowledged_at=row.acknowledged_at or 0,
        extended_at=row.extended_at or 0,
        extension_reason=row.extension_reason or "",
        answered_at=row.answered_at or 0,
        decision=row.decision or "",
        reason=row.reason or "",
        cost_fen=-1 if row.cost_fen is None else row.cost_fen,
        done_by=row.done_by or "",
    )
