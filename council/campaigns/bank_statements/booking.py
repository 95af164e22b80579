"""Saying what the lines of a bank statement 对账单 are: a person says it, line by line."""

from sqlalchemy import select, update

from council.campaigns.bank_statements.bank_statement import BankLine, BankStatement
from council.campaigns.bank_statements.commands import (
    BookLine,
    LeaveLine,
    LeaveRest,
    Queue,
    ReopenLine,
    SuspendLine,
    TickKnown,
    TickLine,
)
from council.campaigns.bank_statements.reads import proposals, queue
from council.campaigns.bank_statements.records import (
    in_the_books,
    line_by,
    lines_of,
    statement_by,
)
from council.campaigns.bank_statements.rules import AT_ONCE, BANK_LINE
from council.campaigns.bank_statements.statement import METHOD_OF
from council.campaigns.bank_statements.tables import bank_lines
from council.campaigns.ledger import posting as ledger
from council.campaigns.ledger.accounts import SUSPENSE, UNKNOWN
from council.campaigns.receipts.commands import RecordReceipt
from council.campaigns.receipts.reads import pledge_line
from council.campaigns.receipts.recording import record_one, takes_money
from council.campaigns.receipts.rules import is_late, ref_key
from council.campaigns.tables import receipts
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Person, value

#: What is written to a line, by column.
Columns = dict[str, str | int | None]
NOTHING: Columns = {}


@value
class Movable:
    """A line that is locked, with its statement and the state that it goes to."""

    statement: BankStatement
    line: BankLine
    after: str


def movable(tx: Transaction, who: Person, number: int, line: int, move: str) -> Movable | Refusal:
    """Lock a line and judge a move of it."""
    statement = statement_by(tx, who.community_id, number)
    if isinstance(statement, Refusal):
        return statement
    found = line_by(tx, statement, line, lock=True)
    if isinstance(found, Refusal):
        return found
    after = BANK_LINE.after(move, found.state)
    if isinstance(after, Refusal):
        return after
    return Movable(statement=statement, line=found, after=after)


def write(
    tx: Transaction,
    who: Person,
    verb: str,
    it: Movable,
    became: Columns = NOTHING,
    *,
    signed_fen: int = 0,
) -> None:
    """Write what became of a line, and the act; of a signature also the sum that it is for."""
    b = bank_lines.c
    tx.connection.execute(
        update(bank_lines)
        .where(b.community_id == it.line.community_id, b.id == it.line.id)
        .values(state=it.after, **became)
    )
    told: dict[str, Param] = {"to": it.after, "amount_fen": it.line.amount_fen}
    if signed_fen:
        told["total_fen"] = signed_fen
    record(tx, who, verb, "bank_line", it.line.id, **told)


def book(tx: Transaction, who: Person, command: BookLine) -> Queue | Refusal:
    """Record the receipt of a line, as by hand; what was in suspense leaves it."""
    it = movable(tx, who, command.number, command.line, "receipt")
    if isinstance(it, Refusal):
        return it
    if it.line.amount_fen < 0:
        return refuse("bank.went_out")
    refusal = _paid_since(tx, who, command)
    if refusal is not None:
        return refusal
    made = RecordReceipt(
        actor=command.actor,
        cause=command.cause,
        campaign=command.campaign,
        pledge=command.pledge,
        amount_fen=it.line.amount_fen,
        method=METHOD_OF[it.statement.source],
        external_ref=it.line.reference,
        over=True,
    )
    recorded = record_one(tx, who, made)
    if isinstance(recorded, Refusal):
        return recorded
    receipt_id = tx.connection.scalar(
        select(receipts.c.id).where(
            receipts.c.community_id == who.community_id,
            receipts.c.ref_key == ref_key(it.line.reference),
        )
    )
    out = release(tx, who, it.line)
    became: Columns = {"target_kind": "receipt", "target_id": receipt_id}
    write(tx, who, command.verb, it, became | out)
    over = "receipt_over" if recorded.excess_fen else "receipt"
    did = "receipt_late" if recorded.late else over
    return queue(tx, it.statement, it.line, did=did, serial=recorded.serial)


def _paid_since(tx: Transaction, who: Person, command: BookLine) -> Refusal | None:
    """Refuse where more came in for the pledge than was shown; late money pays none."""
    campaign = takes_money(tx, who, command.campaign)
    if isinstance(campaign, Refusal):
        return campaign
    pledge = pledge_line(tx, campaign, command.pledge)
    late = is_late(state=campaign.state, deadline=campaign.deadline, now=tx.now)
    if late or pledge is None or pledge.paid_fen == command.paid_fen:
        return None
    return refuse(
        "bank.pledge_paid",
        number=command.campaign,
        pledge=command.pledge,
        paid_fen=pledge.paid_fen,
    )


def release(tx: Transaction, who: Person, line: BankLine) -> Columns:
    """Take a line out of suspense, where it is in it, now that it is known; tells what to write."""
    if line.state != "suspense":
        return {}
    common = ledger.Common(community_id=line.community_id)
    done = ledger.post(tx, common, [leaving(line, "release", who.id)])
    assert not isinstance(done, Refusal), "what is in suspense is there"
    return {"settled_by": who.id, "settled_at": tx.now}


def leaving(line: BankLine, kind: str, by: str, second: str | None = None) -> ledger.Posting:
    """A transfer out of suspense."""
    return ledger.Posting(
        kind=kind,
        subject_id=line.id,
        amount_fen=line.amount_fen,
        source=SUSPENSE,
        destination=UNKNOWN,
        posted_by=by,
        second_by=second,
    )


def tick(tx: Transaction, who: Person, command: TickLine) -> Queue | Refusal:
    """Tick what stands in the books already: nothing is posted, only what waited in suspense ends."""
    it = movable(tx, who, command.number, command.line, "tick")
    if isinstance(it, Refusal):
        return it
    found = [
        each
        for each in in_the_books(tx, who.community_id, command.target)
        if each.amount_fen == it.line.amount_fen
    ]
    if not found:
        return refuse("bank.not_the_same")
    if lines_of(tx, who.community_id, bank_lines.c.target_id == command.target):
        return refuse("bank.told_already")
    out = release(tx, who, it.line)
    became: Columns = {"target_kind": found[0].kind, "target_id": found[0].id}
    write(tx, who, command.verb, it, became | out)
    return queue(tx, it.statement, it.line, did="ticked", undo=it.line.state == "waiting")


def tick_known(tx: Transaction, who: Person, command: TickKnown) -> Queue | Refusal:
    """Tick all that surely stand in the books; when there are others by now, none."""
    statement = statement_by(tx, who.community_id, command.number)
    if isinstance(statement, Refusal):
        return statement
    known = [each for each in proposals(tx, statement) if each.why == "known"][:AT_ONCE]
    if not known or len(known) != command.many:
        return refuse("bank.list_changed")
    last: Movable | None = None
    for each in known:
        it = movable(tx, who, statement.number, each.line.line, "tick")
        if isinstance(it, Refusal):
            return it
        assert each.known is not None, "it is known by its reference"
        became: Columns = {"target_kind": each.known.kind, "target_id": each.known.id}
        write(tx, who, command.verb, it, became)
        last = it
    assert last is not None, "there are some"
    return queue(tx, last.statement, last.line, did="ticked_all", many=len(known))


def suspend(tx: Transaction, who: Person, command: SuspendLine) -> Queue | Refusal:
    """Put what came in into suspense: in the books, and in public sight, until it is known."""
    it = movable(tx, who, command.number, command.line, "suspend")
    if isinstance(it, Refusal):
        return it
    line = it.line
    if line.amount_fen < 0:
        return refuse("bank.went_out")
    posting = ledger.Posting(
        kind="suspense",
        subject_id=line.id,
        amount_fen=line.amount_fen,
        source=UNKNOWN,
        destination=SUSPENSE,
        posted_by=who.id,
    )
    done = ledger.post(tx, ledger.Common(community_id=who.community_id), [posting])
    assert not isinstance(done, Refusal), "what comes in leaves no bounded account"
    write(tx, who, command.verb, it, {"suspended_at": tx.now, "suspended_by": who.id})
    return queue(tx, it.statement, it.line, did="suspense")


def leave(tx: Transaction, who: Person, command: LeaveLine) -> Queue | Refusal:
    """Leave what is none of our business; it can be looked at again."""
    it = movable(tx, who, command.number, command.line, "leave")
    if isinstance(it, Refusal):
        return it
    write(tx, who, command.verb, it)
    return queue(tx, it.statement, it.line, did="left", undo=True)


def leave_rest(tx: Transaction, who: Person, command: LeaveRest) -> Queue | Refusal:
    """Leave all that wait, ``AT_ONCE`` of them at a time."""
    statement = statement_by(tx, who.community_id, command.number)
    if isinstance(statement, Refusal):
        return statement
    b = bank_lines.c
    waiting = lines_of(tx, who.community_id, b.statement_id == statement.id, b.state == "waiting")
    waiting = waiting[:AT_ONCE]
    if not waiting:
        return refuse("bank.list_changed")
    last: Movable | None = None
    for each in waiting:
        it = movable(tx, who, statement.number, each.line, "leave")
        if isinstance(it, Refusal):
            return it
        write(tx, who, command.verb, it)
        last = it
    assert last is not None, "there are some"
    return queue(tx, last.statement, last.line, did="left_all", many=len(waiting))


def reopen(tx: Transaction, who: Person, command: ReopenLine) -> Queue | Refusal:
    """Look at a line again that was left, or ticked without anything being posted for it."""
    it = movable(tx, who, command.number, command.line, "reopen")
    if isinstance(it, Refusal):
        return it
    if it.line.suspended_at:
        return refuse("bank.was_suspended")
    write(tx, who, command.verb, it, {"target_kind": None, "target_id": None})
    return queue(tx, it.statement, it.line, did="reopened", show=it.line.line)
