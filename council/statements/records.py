"""Reading collections, their statements and answers: rows that several verbs need."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import func, select

from council.kernel.database.records import read_all, read_one
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.values import Person
from council.motions.hooks import AT_MEETINGS
from council.motions.motion import Motion
from council.statements.collection import Collection, OwnAnswer, Statement
from council.statements.rules import LATER, Facts, ends_at
from council.statements.tables import statement_answers, statement_collections, statements


def collection_on(tx: Transaction, motion: Motion, *, lock: str = "") -> Collection | None:
    """Find the collection on a motion.

    ``lock``: ``write`` keeps others waiting, ``read`` only those who would write it.
    """
    c = statement_collections.c
    query = select(statement_collections).where(
        c.community_id == motion.community_id, c.motion_id == motion.id
    )
    if lock:
        query = query.with_for_update(read=lock == "read")
    return read_one(tx, Collection, query)


def statements_of(tx: Transaction, collection: Collection, *states: str) -> tuple[Statement, ...]:
    """Read the statements in these states (all without any), in the order of their numbers."""
    s = statements.c
    query = select(statements).where(
        s.community_id == collection.community_id, s.collection_id == collection.id
    )
    if states:
        query = query.where(s.state.in_(states))
    return read_all(tx, Statement, query.order_by(s.number))


def counts_of(tx: Transaction, collection: Collection) -> Mapping[int, int]:
    """Count the answers to each statement that has any; those put off are none."""
    a = statement_answers.c
    rows = tx.connection.execute(
        select(a.number, func.count().label("many"))
        .where(
            a.community_id == collection.community_id,
            a.collection_id == collection.id,
            a.answer != LATER,
        )
        .group_by(a.number)
    )
    return {row.number: row.many for row in rows}


def answers_of(tx: Transaction, collection: Collection, resident_id: str) -> dict[int, OwnAnswer]:
    """Read one resident's own answers: statement → answer."""
    a = statement_answers.c
    rows = tx.connection.execute(
        select(a.number, a.answer, a.turn, a.changes).where(
            a.community_id == collection.community_id,
            a.collection_id == collection.id,
            a.resident_id == resident_id,
        )
    )
    return {row.number: value_from(OwnAnswer, row) for row in rows}


def participants(tx: Transaction, collection: Collection) -> tuple[str, ...]:
    """Name the residents who have answered something; only while it is open."""
    a = statement_answers.c
    rows = tx.connection.scalars(
        select(a.resident_id)
        .where(
            a.community_id == collection.community_id,
            a.collection_id == collection.id,
            a.answer != LATER,
        )
        .distinct()
        .order_by(a.resident_id)
    )
    return tuple(rows)


def answers_by_person(tx: Transaction, collection: Collection) -> Mapping[str, dict[int, str]]:
    """Read all answers, to draw the picture: resident → statement → answer."""
    a = statement_answers.c
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    rows = tx.connection.execute(
        select(a.resident_id, a.number, a.answer).where(
            a.community_id == collection.community_id,
            a.collection_id == collection.id,
            a.answer != LATER,
        )
    )
    for row in rows:
        found[row.resident_id][row.number] = row.answer
    return found


def end_of(tx: Transaction, motion: Motion, collection: Collection) -> int:
    """Tell when a collection ends or ended: with its meeting's start at the latest."""
    if collection.closed_at:
        return collection.closed_at
    starts_at = meeting_after(tx, motion, collection.opened_at)
    return ends_at(collection.closes_at, starts_at=starts_at)


def meeting_after(tx: Transaction, motion: Motion, moment: int) -> int:
    """Tell when the meeting begins that is to hear a motion; 0 where none begins after a moment."""
    starts_at = AT_MEETINGS(tx, motion).starts_at
    return starts_at if starts_at > moment else 0


def facts(
    tx: Transaction, who: Person | None, motion: Motion, collection: Collection | None
) -> Facts:
    """Gather what every guard judges by; without a person what concerns nobody in particular."""
    if collection is None:
        return Facts(number=motion.number, motion_state=motion.state, now=tx.now)
    found = statements_of(tx, collection)
    accepted = {each.number for each in found if each.state == "accepted"}
    own = {} if who is None else answers_of(tx, collection, who.id)
    answered = {number for number, row in own.items() if row.answer != LATER}
    return Facts(
        number=motion.number,
        motion_state=motion.state,
        state=collection.state,
        ends_at=end_of(tx, motion, collection),
        now=tx.now,
        accepted=len(accepted),
        waiting=sum(each.state == "waiting" for each in found),
        seeds=sum(not each.author_id for each in found),
        written=0 if who is None else sum(each.author_id == who.id for each in found),
        unanswered=len(accepted - answered),
        of_one_person=collection.of_one_person,
    )
