"""Handing an answer on 转办: whoever received it first owes it until somebody else took it on 首接负责.

The clock goes on meanwhile. Who takes it on gets the hours of an answer anew, and nobody has it twice.
"""

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.commands import MotionView
from council.motions.reads import facts_of, motion_view
from council.motions.records import answer_hours_of
from council.motions.responses.answering import addressed, change
from council.motions.responses.commands import HandBack, HandOn, TakeOn
from council.motions.responses.guards import taking
from council.motions.responses.records import keep_step
from council.motions.responses.rules import first_due, read_reason
from council.motions.responses.steps import HANDED_BACK, HANDED_ON, TAKEN_ON
from council.motions.responses.telling import tell, tell_public


def hand_on(tx: Transaction, who: Person, command: HandOn) -> MotionView | Refusal:
    """Ask another party to take it on; those who asked are told."""
    found = addressed(tx, who, command.number, "hand_on")
    if isinstance(found, Refusal):
        return found
    motion, row = found
    if command.party not in facts_of(tx, motion, who).answer.others:
        return refuse("response.not_to_them")
    reason = read_reason(command.reason)
    if isinstance(reason, Refusal):
        return reason
    keep_step(tx, row, HANDED_ON, party=command.party, who=who, note=reason)
    record(tx, who, command.verb, "response", row.id, party=command.party)
    told = {
        "party_key": f"role.{row.addressee}",
        "to_key": f"role.{command.party}",
        "reason": reason,
    }
    tell(tx, motion, "response_handed_on", (command.party, "facilitator"), **told)
    tell_public(tx, motion, "response_handed_on", **told)
    return motion_view(tx, who, motion.number, "staff", said="response.said.handed_on")


def take_on(tx: Transaction, who: Person, command: TakeOn) -> MotionView | Refusal:
    """Owe the answer from now on, with the hours of an answer."""
    found = addressed(tx, who, command.number, "take_on")
    if isinstance(found, Refusal):
        return found
    motion, row = found
    party = taking(facts_of(tx, motion, who))
    if not party:
        return motion_view(tx, who, motion.number, "staff", said="response.said.taken_on")
    _, answer_by = first_due(tx.now, answer_hours_of(tx, motion))
    change(
        tx,
        who,
        row,
        addressee=party,
        state="acknowledged",
        acknowledged_at=row.acknowledged_at or tx.now,
        acknowledged_by=row.acknowledged_by or who.id,
        answer_by=answer_by,
        stopped_at=None,
    )
    keep_step(tx, row, TAKEN_ON, party=party, who=who)
    record(tx, who, command.verb, "response", row.id, party=party, due_at=answer_by)
    told = {"party_key": f"role.{row.addressee}", "to_key": f"role.{party}"}
    staff = (row.addressee, "facilitator")
    tell(tx, motion, "response_taken_on", staff, **told, due_at=answer_by)
    tell_public(tx, motion, "response_taken_on", **told, due_at=answer_by)
    return motion_view(tx, who, motion.number, "staff", said="response.said.taken_on")


def hand_back(tx: Transaction, who: Person, command: HandBack) -> MotionView | Refusal:
    """Say why not; whoever handed it on still owes it."""
    found = addressed(tx, who, command.number, "hand_back")
    if isinstance(found, Refusal):
        return found
    motion, row = found
    reason = read_reason(command.reason)
    if isinstance(reason, Refusal):
        return reason
    party = taking(facts_of(tx, motion, who))
    keep_step(tx, row, HANDED_BACK, party=party, who=who, note=reason)
    record(tx, who, command.verb, "response", row.id, party=party)
    told = {"party_key": f"role.{row.addressee}", "to_key": f"role.{party}", "reason": reason}
    tell(tx, motion, "response_handed_back", (row.addressee, "facilitator"), **told)
    tell_public(tx, motion, "response_handed_back", **told)
    return motion_view(tx, who, motion.number, "staff", said="response.said.handed_back")


HANDING: UseCases = {HandOn: hand_on, TakeOn: take_on, HandBack: hand_back}
