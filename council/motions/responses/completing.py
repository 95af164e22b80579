"""What was accepted: its plan, its completion, and how content those are who asked."""

from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.deadlines import local_date
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.acts import OWN_MOTION_MOVES
from council.motions.commands import MotionView
from council.motions.reads import facts_of, motion_view
from council.motions.records import motion_by, response_of
from council.motions.responses.answering import addressed, change
from council.motions.responses.attached import COMPLETED as PHOTOS
from council.motions.responses.attached import attach_files
from council.motions.responses.commands import CompleteAnswer, PlanAnswer, RateAnswer
from council.motions.responses.rates import LEVELS
from council.motions.responses.records import keep_step
from council.motions.responses.rules import read_done_by, read_reason, read_responsible
from council.motions.responses.steps import COMPLETED, CONFIRMED, PLANNED
from council.motions.responses.tables import response_ratings
from council.motions.responses.telling import ask_to_rate, tell, tell_public


def plan(tx: Transaction, who: Person, command: PlanAnswer) -> MotionView | Refusal:
    """Keep the plan: measures, person, day."""
    found = addressed(tx, who, command.number, "plan")
    if isinstance(found, Refusal):
        return found
    motion, row = found
    today = local_date(tx.now, ZoneInfo(who.timezone))
    measures = read_reason(command.measures)
    responsible = read_responsible(command.responsible)
    done_by = read_done_by(command.done_by, today=today)
    for read in (measures, responsible, done_by):
        if isinstance(read, Refusal):
            return read
    change(tx, who, row, responsible=responsible, done_by=done_by, planned_at=tx.now)
    keep_step(tx, row, PLANNED, party=row.addressee, who=who, note=str(measures))
    record(tx, who, command.verb, "response", row.id)
    party = f"role.{row.addressee}"
    tell(tx, motion, "response_planned", ("facilitator",), party_key=party)
    tell_public(tx, motion, "response_planned", party_key=party)
    return motion_view(tx, who, motion.number, "staff", said="response.said.planned")


def complete(tx: Transaction, who: Person, command: CompleteAnswer) -> MotionView | Refusal:
    """Note that it is done, by the party or by a facilitator; those who asked may rate it."""
    found = addressed(tx, who, command.number, "complete")
    if isinstance(found, Refusal):
        return found
    motion, row = found
    note = read_reason(command.note) if command.note else ""
    if isinstance(note, Refusal):
        return note
    own = facts_of(tx, motion, who).answer.is_mine
    change(tx, who, row, completed_at=tx.now, completed_by=who.id)
    step = COMPLETED if own else CONFIRMED
    keep_step(tx, row, step, party=row.addressee, who=who, note=note)
    attach_files(tx, row, PHOTOS, command.photos)
    record(tx, who, command.verb, "response", row.id)
    party = f"role.{row.addressee}"
    others = "facilitator" if own else row.addressee
    tell(tx, motion, "response_completed", (others,), party_key=party)
    ask_to_rate(tx, motion, party_key=party)
    return motion_view(tx, who, motion.number, "staff", said="response.said.completed")


def rate(tx: Transaction, who: Person, command: RateAnswer) -> MotionView | Refusal:
    """Keep what somebody who asked says, in place of what they said before."""
    motion = motion_by(tx, who.community_id, number=command.number, lock=True)
    row = None if motion is None else response_of(tx, who.community_id, motion.id, lock=True)
    if motion is None or row is None:
        return refuse("motion.unknown")
    refusal = OWN_MOTION_MOVES.refusal(f"rate_{LEVELS[0]}", facts_of(tx, motion, who))
    if refusal is not None:
        return refusal
    if command.level not in LEVELS:
        return refuse("press.unknown")
    t = response_ratings.c
    tx.connection.execute(
        delete(response_ratings).where(
            t.community_id == who.community_id,
            t.response_id == row.id,
            t.resident_id == who.id,
        )
    )
    said = {
        "community_id": who.community_id,
        "response_id": row.id,
        "resident_id": who.id,
        "level": command.level,
        "said_at": tx.now,
    }
    tx.connection.execute(insert(response_ratings), [said])
    record(tx, who, command.verb, "response", row.id)
    return motion_view(tx, who, motion.number, "resident", said="response.said.rated")


COMPLETING: UseCases = {PlanAnswer: plan, CompleteAnswer: complete, RateAnswer: rate}
