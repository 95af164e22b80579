"""Responses 答复: the addressed party acknowledges and answers; lateness is told once."""

from typing import Any

from sqlalchemy import CompoundSelect, Select, insert, select, union, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import NoticeButton, holders, notify, these
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.motions.acts import MOTION_MOVES
from council.motions.commands import AskManager, MotionView
from council.motions.hooks import TO_NEXT_AGENDA
from council.motions.motion import Motion
from council.motions.moving import movable
from council.motions.reads import facts_of, motion_view
from council.motions.records import (
    OVERDUE,
    answer_hours_of,
    clock_at,
    motion_by,
    response_of,
)
from council.motions.responses.commands import Acknowledge, AnswerMotion, NoteOverdue, OverdueNoted
from council.motions.responses.response import Response
from council.motions.responses.rules import RESPONSE, check_answer, first_due
from council.motions.tables import motions, responses
from council.proposals.tables import follows, proposals


def ask(tx: Transaction, who: Person, motion: Motion) -> None:
    """Start the manager's clock for a motion that has no response row yet."""
    acknowledge_by, answer_by = first_due(tx.now, answer_hours_of(tx, motion))
    row = {
        "community_id": who.community_id,
        "id": tx.new_id(),
        "motion_id": motion.id,
        "addressee": "manager",
        "state": "asked",
        "asked_at": tx.now,
        "acknowledge_by": acknowledge_by,
        "answer_by": answer_by,
    }
    tx.connection.execute(insert(responses), [row])
    tell(
        tx, motion, "response_asked", ("manager",), acknowledge_at=acknowledge_by, due_at=answer_by
    )


def ask_manager(tx: Transaction, who: Person, command: AskManager) -> MotionView | Refusal:
    """Address a motion to the manager after it was drafted."""
    motion = movable(tx, who, command.number, "ask")
    if isinstance(motion, Refusal):
        return motion
    tx.connection.execute(
        update(motions)
        .where(motions.c.community_id == who.community_id, motions.c.id == motion.id)
        .values(addressee="manager", changed_at=tx.now)
    )
    ask(tx, who, motion)
    record(tx, who, command.verb, "motion", motion.id)
    return motion_view(tx, who, motion.number, "staff", said="motion.said.asked")


def acknowledge(tx: Transaction, who: Person, command: Acknowledge) -> MotionView | Refusal:
    """Seen and taken on."""
    found = addressed(tx, who, command.number, "acknowledge")
    if isinstance(found, Refusal):
        return found
    motion, row = found
    state = RESPONSE.moves["acknowledge"].after
    if row.state != state:
        change(tx, who, row, state=state, acknowledged_at=tx.now, acknowledged_by=who.id)
        record(tx, who, command.verb, "response", row.id)
    return motion_view(tx, who, motion.number, "staff", said="response.said.acknowledged")


def answer(tx: Transaction, who: Person, command: AnswerMotion) -> MotionView | Refusal:
    """Answer; late answers are taken too, and stay marked by their times."""
    found = addressed(tx, who, command.number, "answer")
    if isinstance(found, Refusal):
        return found
    motion, row = found
    refusal = check_answer(
        decision=command.decision,
        reason=command.reason,
        responsible=command.responsible,
        cost_fen=command.cost_fen,
        done_by=command.done_by or None,
    )
    if refusal is not None:
        return refusal
    change(
        tx,
        who,
        row,
        state=RESPONSE.moves["answer"].after,
        acknowledged_at=row.acknowledged_at or tx.now,
        acknowledged_by=row.acknowledged_by or who.id,
        answered_at=tx.now,
        answered_by=who.id,
        decision=command.decision,
        reason=command.reason or None,
        cost_fen=command.cost_fen,
        responsible=command.responsible or None,
        done_by=command.done_by or None,
    )
    record(tx, who, command.verb, "response", row.id, decision=command.decision)
    notice = f"response_answered_{command.decision}"
    tell(tx, motion, notice, ("facilitator",))
    tell_public(tx, motion, notice)
    return motion_view(tx, who, motion.number, "staff", said="response.said.answered")


def note_overdue(tx: Transaction, who: Person, command: NoteOverdue) -> OverdueNoted | Refusal:
    """Tell manager and facilitators once, and put the motion on the next open agenda."""
    motion = motion_by(tx, who.community_id, number=command.number, lock=True)
    row = None if motion is None else response_of(tx, who.community_id, motion.id, lock=True)
    if motion is None or row is None:
        return refuse("motion.unknown")
    clock = clock_at(row, motion_state=motion.state, now=tx.now)
    if not clock.overdue:
        return refuse("response.not_overdue")
    if not _marked(tx, who, overdue_subject(row)):
        tell(
            tx,
            motion,
            f"response_overdue_{row.state}",
            ("manager", "facilitator"),
            due_at=clock.due_at,
        )
        record(tx, who, command.verb, "response", row.id)
    return OverdueNoted(number=motion.number, meeting_number=TO_NEXT_AGENDA(tx, who, motion))


def overdue_subject(row: Response) -> str:
    """What a mark is about: each due time of a response that passed."""
    return f"{row.id}/{row.state}"


def _marked(tx: Transaction, who: Person, subject: str) -> bool:
    """Set the mark; tells whether it had been set before."""
    t = clock_marks.c
    before = tx.connection.execute(
        select(t.marked_at).where(
            t.community_id == who.community_id, t.mark == OVERDUE, t.subject == subject
        )
    ).one_or_none()
    if before is None:
        row = {
            "community_id": who.community_id,
            "mark": OVERDUE,
            "subject": subject,
            "marked_at": tx.now,
        }
        tx.connection.execute(insert(clock_marks), [row])
    return before is not None


def addressed(
    tx: Transaction, who: Person, number: int, move: str
) -> tuple[Motion, Response] | Refusal:
    """A motion with its response, both locked, if a move of the answer is open."""
    motion = motion_by(tx, who.community_id, number=number, lock=True)
    if motion is None:
        return refuse("motion.unknown")
    row = response_of(tx, who.community_id, motion.id, lock=True)
    if row is None:
        return refuse("response.not_asked")
    return MOTION_MOVES.refusal(move, facts_of(tx, motion)) or (motion, row)


def change(tx: Transaction, who: Person, row: Response, **values: Any) -> None:
    tx.connection.execute(
        update(responses)
        .where(responses.c.community_id == who.community_id, responses.c.id == row.id)
        .values(**values)
    )


def tell(
    tx: Transaction, motion: Motion, notice: str, roles: tuple[str, ...], **params: Param
) -> None:
    """Tell the holders of roles, in the staff bot."""
    _notify(tx, motion, notice, holders(motion.community_id, *roles), "staff", params)


def tell_public(tx: Transaction, motion: Motion, notice: str, **params: Param) -> None:
    """Tell the author of the proposal and its followers, in the residents' bot."""
    ids = tx.connection.scalars(concerned(motion)).all()
    _notify(tx, motion, notice, these(motion.community_id, ids), "resident", params)


def concerned(motion: Motion) -> CompoundSelect[Any]:
    """Select the ids of the author of a motion's proposal and of its followers."""
    p, f = proposals.c, follows.c
    return union(
        select(p.author_id).where(
            p.community_id == motion.community_id, p.id == motion.proposal_id
        ),
        select(f.resident_id).where(
            f.community_id == motion.community_id, f.proposal_id == motion.proposal_id
        ),
    )


def _notify(
    tx: Transaction,
    motion: Motion,
    notice: str,
    to: Select[tuple[str]],
    bot: str,
    params: dict[str, Param],
) -> None:
    button: NoticeButton = ("motion.open", "motion", (motion.number,))
    notify(
        tx,
        motion.community_id,
        to,
        notice=notice,
        subject=f"{motion.id}/{tx.now}",
        params={"number": motion.number, "title": motion.title, **params},
        buttons=(button,),
        bot=bot,
    )


RESPONSES: UseCases = {
    AskManager: ask_manager,
    Acknowledge: acknowledge,
    AnswerMotion: answer,
    NoteOverdue: note_overdue,
}
