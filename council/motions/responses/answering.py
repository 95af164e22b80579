"""Responses 答复: a party is asked, acknowledges and answers."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.calendar_cn import calendar_cn
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.acts import MOTION_MOVES
from council.motions.commands import AskParty, MotionView
from council.motions.motion import Motion
from council.motions.moving import movable
from council.motions.reads import facts_of, motion_view
from council.motions.records import answer_hours_of, motion_by, response_of
from council.motions.responses.attached import ANSWERED, attach_files
from council.motions.responses.commands import Acknowledge, AnswerMotion
from council.motions.responses.ladder import received_by
from council.motions.responses.records import keep_step, sitting
from council.motions.responses.response import Response
from council.motions.responses.rules import RESPONSE, check_answer, first_due, plan_due
from council.motions.responses.steps import EMPTY
from council.motions.responses.telling import tell, tell_public
from council.motions.rules import read_addressee
from council.motions.tables import motions, responses
from council.rules.records import rules_of


def ask(tx: Transaction, who: Person, motion: Motion) -> None:
    """Start the clock for a motion that has no response row yet: who sits there owes the answer.

    A party where nobody sits is passed over, and the facilitators are told: the caller has seen
    (``judge_party``) that there is somebody above.
    """
    hours = answer_hours_of(tx, motion)
    acknowledge_by, answer_by = first_due(tx.now, hours)
    rules = rules_of(tx, motion.community_id).ladder
    sits = sitting(tx, motion.community_id)
    holder, empty = received_by(motion.addressee, rules.bodies, sits)
    row = {
        "community_id": who.community_id,
        "id": tx.new_id(),
        "motion_id": motion.id,
        "addressee": holder,
        "state": "asked",
        "asked_at": tx.now,
        "acknowledge_by": acknowledge_by,
        "answer_by": answer_by,
        "remind": rules.remind,
        "climb": rules.climb,
        "bodies": " ".join(rules.bodies),
    }
    tx.connection.execute(insert(responses), [row])
    kept = response_of(tx, motion.community_id, motion.id)
    assert kept is not None
    party = f"role.{holder}"
    for each in empty:
        keep_step(tx, kept, EMPTY, party=each)
        told = {"party_key": f"role.{each}", "instead_key": party}
        tell(tx, motion, "response_empty", ("facilitator",), **told)
    tell(
        tx,
        motion,
        "response_asked",
        (holder,),
        acknowledge_at=acknowledge_by,
        due_at=answer_by,
        party_key=party,
    )


def judge_party(tx: Transaction, who: Person, party: str) -> Refusal | None:
    """Refuse to ask a party where nobody sits, if nobody sits above it either."""
    bodies = rules_of(tx, who.community_id).ladder.bodies
    holder, _ = received_by(party, bodies, sitting(tx, who.community_id))
    return None if holder else refuse("response.nobody_there", party_key=f"role.{party}")


def ask_party(tx: Transaction, who: Person, command: AskParty) -> MotionView | Refusal:
    """Address a motion to a party after it was drafted."""
    motion = movable(tx, who, command.number, "ask")
    if isinstance(motion, Refusal):
        return motion
    party = read_addressee(command.party) or refuse("motion.unknown_addressee", given="")
    if isinstance(party, Refusal):
        return party
    refusal = judge_party(tx, who, party)
    if refusal is not None:
        return refusal
    tx.connection.execute(
        update(motions)
        .where(motions.c.community_id == who.community_id, motions.c.id == motion.id)
        .values(addressee=party, changed_at=tx.now)
    )
    asked = motion_by(tx, who.community_id, id=motion.id)
    assert asked is not None
    ask(tx, who, asked)
    record(tx, who, command.verb, "motion", motion.id, party=party)
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
        plan_by=plan_due(
            tx.now,
            decision=command.decision,
            responsible=command.responsible,
            done_by=command.done_by,
            days=rules_of(tx, who.community_id).ladder.plan,
            calendar=calendar_cn(),
            zone=ZoneInfo(who.timezone),
        )
        or None,
        stopped_at=None,
    )
    attach_files(tx, row, ANSWERED, command.photos)
    record(tx, who, command.verb, "response", row.id, decision=command.decision)
    notice, party = f"response_answered_{command.decision}", f"role.{row.addressee}"
    tell(tx, motion, notice, ("facilitator",), party_key=party)
    tell_public(tx, motion, notice, party_key=party)
    return motion_view(tx, who, motion.number, "staff", said="response.said.answered")


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
    return MOTION_MOVES.refusal(move, facts_of(tx, motion, who)) or (motion, row)


def change(tx: Transaction, who: Person, row: Response, **values: Any) -> None:
    tx.connection.execute(
        update(responses)
        .where(responses.c.community_id == who.community_id, responses.c.id == row.id)
        .values(**values)
    )


RESPONSES: UseCases = {
    AskParty: ask_party,
    Acknowledge: acknowledge,
    AnswerMotion: answer,
}
