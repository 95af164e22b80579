"""Residents answer statements, one at a time, in chat; nobody else learns what."""

from sqlalchemy import insert, update

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.statements.collection import Collection
from council.statements.commands import AnswerStatement, CollectionView, StatementCard
from council.statements.opening import running
from council.statements.reads import next_card
from council.statements.records import answers_of, facts, statements_of
from council.statements.rules import ANSWERS, LATER, check_changing, check_running
from council.statements.tables import statement_answers


def answer(
    tx: Transaction, who: Person, command: AnswerStatement
) -> StatementCard | CollectionView | Refusal:
    """Keep an answer, or another one in its place, and ask the next statement.

    No act is recorded: the log would say who answered when. The row is locked for reading only, so
    people do not wait for each other, but for a close.
    """
    if command.answer not in {*ANSWERS, LATER}:
        return refuse("press.unknown")
    found = running(tx, who, command.number, lock="read")
    if isinstance(found, Refusal):
        return found
    motion, collection = found
    refusal = check_running(facts(tx, None, motion, collection))
    if refusal is not None:
        return refusal
    asked = {each.number for each in statements_of(tx, collection, "accepted")}
    if command.statement not in asked:
        return refuse("statements.no_such")
    refusal = _keep(tx, who, collection, command.statement, command.answer)
    if refusal is not None:
        return refusal
    besides = command.statement if command.answer == LATER else 0
    return next_card(
        tx,
        who,
        motion.number,
        besides=besides,
        said=f"statements.said.{command.answer}",
    )


def _keep(
    tx: Transaction, who: Person, collection: Collection, number: int, said: str
) -> Refusal | None:
    own = answers_of(tx, collection, who.id)
    before = own.get(number)
    key = {
        "community_id": collection.community_id,
        "collection_id": collection.id,
        "resident_id": who.id,
        "number": number,
    }
    turn = max((row.turn for row in own.values()), default=0) + 1
    if before is None:
        row = {**key, "answer": said, "turn": turn, "changes": 0}
        tx.connection.execute(insert(statement_answers), [row])
        return None
    if before.answer == said or (said == LATER and before.answer != LATER):
        return None  # once answered, putting it off leaves the answer as it is
    refusal = check_changing(changes=before.changes)
    if refusal is not None:
        return refusal
    first = before.answer == LATER
    t = statement_answers.c
    tx.connection.execute(
        update(statement_answers)
        .where(*(t[name] == each for name, each in key.items()))
        .values(
            answer=said,
            turn=turn if first else before.turn,
            changes=before.changes + (0 if first else 1),
        )
    )
    return None
