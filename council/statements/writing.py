"""Residents write statements of their own; a facilitator accepts or rejects each."""

from sqlalchemy import update

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import holders, notify, these
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.motion import Motion
from council.statements.acts import OWN_MOVES, STATEMENT_MOVES
from council.statements.collection import Collection, Statement
from council.statements.commands import (
    AcceptStatement,
    CollectionView,
    RejectStatement,
    StatementWritten,
    WaitingStatement,
    WriteStatement,
)
from council.statements.opening import insert_statement, read_new, running
from council.statements.reads import desk
from council.statements.records import facts, statements_of
from council.statements.rules import StatementFacts, read_reason
from council.statements.tables import statements


def writable(
    tx: Transaction, who: Person, number: int, *, lock: str = "write"
) -> tuple[Motion, Collection] | Refusal:
    """Lock a collection that this person may write a statement for."""
    found = running(tx, who, number, lock=lock)
    if isinstance(found, Refusal):
        return found
    return OWN_MOVES.refusal("write", facts(tx, who, *found)) or found


def write_statement(
    tx: Transaction, who: Person, command: WriteStatement
) -> StatementWritten | Refusal:
    """Keep a resident's statement until it is judged; the facilitators are told of the first one."""
    found = writable(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    motion, collection = found
    text = read_new(tx, collection, command.text)
    if isinstance(text, Refusal):
        return text
    number = insert_statement(tx, collection, text=text, state="waiting", author_id=who.id)
    record(tx, who, command.verb, "statements", collection.id, number=number)
    now = facts(tx, who, motion, collection)
    if now.waiting == 1:
        notify(
            tx,
            who.community_id,
            holders(who.community_id, "facilitator"),
            notice="statements_waiting",
            subject=f"{collection.id}/{number}",
            params={"number": motion.number, "title": motion.title},
            buttons=(("statements.button.judge", "statements.desk", (motion.number,)),),
            bot="staff",
        )
    return StatementWritten(
        motion=motion.number,
        text=text,
        left=max(0, now.of_one_person - now.written),
        may=OWN_MOVES.open_to(who, now),
    )


def accept(
    tx: Transaction, who: Person, command: AcceptStatement
) -> WaitingStatement | CollectionView | Refusal:
    """Let all answer it."""
    found = judged(tx, who, command.number, command.statement, "accept")
    if isinstance(found, Refusal):
        return found
    motion, collection, statement = found
    _judge(tx, who, collection, statement.number, state="accepted")
    record(tx, who, command.verb, "statements", collection.id, number=statement.number, accepted=1)
    tell_author(tx, motion, collection, statement, "statement_accepted")
    return desk(tx, who, motion.number, said="statements.said.accepted")


def rejectable(
    tx: Transaction, who: Person, motion: int, number: int
) -> tuple[Motion, Collection, Statement] | Refusal:
    """Lock a collection and find a statement of it that may be rejected now."""
    return judged(tx, who, motion, number, "reject")


def reject(
    tx: Transaction, who: Person, command: RejectStatement
) -> WaitingStatement | CollectionView | Refusal:
    """Keep it from being asked, with a reason that its author is told."""
    found = rejectable(tx, who, command.number, command.statement)
    if isinstance(found, Refusal):
        return found
    motion, collection, statement = found
    reason = read_reason(command.reason)
    if isinstance(reason, Refusal):
        return reason
    _judge(tx, who, collection, statement.number, state="rejected", reason=reason)
    record(tx, who, command.verb, "statements", collection.id, number=statement.number, accepted=0)
    tell_author(tx, motion, collection, statement, "statement_rejected", reason=reason)
    return desk(tx, who, motion.number, said="statements.said.rejected")


def judged(
    tx: Transaction, who: Person, motion: int, number: int, move: str
) -> tuple[Motion, Collection, Statement] | Refusal:
    """Lock a collection, find one of its statements, and ask the guard of a move."""
    found = running(tx, who, motion)
    if isinstance(found, Refusal):
        return found
    several = statements_of(tx, found[1])
    statement = next((each for each in several if each.number == number), None)
    if statement is None:
        return refuse("statements.no_such")
    now = facts(tx, None, *found)
    asked = StatementFacts(of=now, statement=number, state=statement.state)
    return STATEMENT_MOVES.refusal(move, asked) or (*found, statement)


def _judge(
    tx: Transaction,
    who: Person,
    collection: Collection,
    number: int,
    *,
    state: str,
    reason: str | None = None,
) -> None:
    s = statements.c
    tx.connection.execute(
        update(statements)
        .where(
            s.community_id == collection.community_id,
            s.collection_id == collection.id,
            s.number == number,
        )
        .values(state=state, reason=reason, judged_at=tx.now, judged_by=who.id)
    )


def tell_author(
    tx: Transaction,
    motion: Motion,
    collection: Collection,
    statement: Statement,
    notice: str,
    **params: str,
) -> None:
    """Tell whoever wrote a statement what became of it."""
    if not statement.author_id:
        return
    notify(
        tx,
        motion.community_id,
        these(motion.community_id, [statement.author_id]),
        notice=notice,
        subject=f"{collection.id}/{statement.number}",
        params={
            "number": motion.number,
            "title": motion.title,
            "text": statement.text,
            **params,
        },
        buttons=(("statements.button.open", "statements", (motion.number,)),),
    )
