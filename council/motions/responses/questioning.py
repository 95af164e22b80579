"""A question back to the proposer, and the reply; it stops the clock only where the rules say so."""

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.acts import OWN_MOTION_MOVES
from council.motions.commands import MotionView
from council.motions.reads import facts_of, motion_view
from council.motions.records import motion_by, response_of
from council.motions.responses.answering import addressed, change
from council.motions.responses.commands import AskBack, ReplyToQuestion
from council.motions.responses.records import keep_step
from council.motions.responses.rules import read_reason
from council.motions.responses.steps import QUESTION, REPLY
from council.motions.responses.telling import tell, tell_author
from council.rules.records import rules_of


def ask_back(tx: Transaction, who: Person, command: AskBack) -> MotionView | Refusal:
    """Ask the proposer; whoever asks has seen the motion."""
    found = addressed(tx, who, command.number, "question")
    if isinstance(found, Refusal):
        return found
    motion, row = found
    text = read_reason(command.text)
    if isinstance(text, Refusal):
        return text
    change(
        tx,
        who,
        row,
        state="acknowledged",
        acknowledged_at=row.acknowledged_at or tx.now,
        acknowledged_by=row.acknowledged_by or who.id,
        stopped_at=tx.now if rules_of(tx, who.community_id).ladder.question_stops else None,
    )
    keep_step(tx, row, QUESTION, party=row.addressee, who=who, note=text)
    record(tx, who, command.verb, "response", row.id)
    party = f"role.{row.addressee}"
    tell(tx, motion, "response_question", ("facilitator",), party_key=party, text=text)
    tell_author(tx, motion, "response_question", party_key=party, text=text)
    return motion_view(tx, who, motion.number, "staff", said="response.said.question")


def reply(tx: Transaction, who: Person, command: ReplyToQuestion) -> MotionView | Refusal:
    """Reply; a clock that was stopped goes on where it stood."""
    motion = motion_by(tx, who.community_id, number=command.number, lock=True)
    row = None if motion is None else response_of(tx, who.community_id, motion.id, lock=True)
    if motion is None or row is None:
        return refuse("motion.unknown")
    refusal = OWN_MOTION_MOVES.refusal("reply", facts_of(tx, motion, who))
    if refusal is not None:
        return refusal
    text = read_reason(command.text)
    if isinstance(text, Refusal):
        return text
    if row.stopped_at:
        stood = tx.now - row.stopped_at
        change(tx, who, row, answer_by=row.answer_by + stood, stopped_at=None)
    keep_step(tx, row, REPLY, party=row.addressee, who=who, note=text)
    record(tx, who, command.verb, "response", row.id)
    party = f"role.{row.addressee}"
    tell(tx, motion, "response_reply", (row.addressee, "facilitator"), party_key=party, text=text)
    return motion_view(tx, who, motion.number, "resident", said="response.said.reply")


QUESTIONING: UseCases = {AskBack: ask_back, ReplyToQuestion: reply}
