"""Opening a collection 意见征集, and putting the staff's own statements in."""

from sqlalchemy import func, insert, select

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import everyone, notify
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.motion import Motion
from council.motions.moving import movable
from council.motions.records import motion_by
from council.rules.records import rules_of
from council.statements.acts import DESK_MOVES
from council.statements.collection import Collection
from council.statements.commands import CollectionView, OpenCollection, SeedStatements
from council.statements.reads import collection_view
from council.statements.records import collection_on, facts, meeting_after, statements_of
from council.statements.rules import (
    check_end,
    read_statement,
    usual_end,
)
from council.statements.tables import statement_collections, statements

OPEN_BUTTON = "statements.button.open"


def openable(tx: Transaction, who: Person, number: int) -> Motion | Refusal:
    """Lock a motion on which a collection can be opened."""
    return movable(tx, who, number, "collect")


def usual_close(tx: Transaction, motion: Motion) -> int:
    """Tell when a collection that is opened now ends where nobody says otherwise."""
    limits = rules_of(tx, motion.community_id).statements
    starts_at = meeting_after(tx, motion, tx.now)
    return usual_end(now=tx.now, starts_at=starts_at, usual_days=limits.usual_days)


def check_closes(tx: Transaction, motion: Motion, closes_at: int) -> Refusal | None:
    """Judge when a collection on a motion is to end."""
    return check_end(
        closes_at,
        now=tx.now,
        starts_at=meeting_after(tx, motion, tx.now),
        longest_days=rules_of(tx, motion.community_id).statements.longest_days,
    )


def open_collection(
    tx: Transaction, who: Person, command: OpenCollection
) -> CollectionView | Refusal:
    """Begin to collect; everybody is told."""
    motion = openable(tx, who, command.number)
    if isinstance(motion, Refusal):
        return motion
    closes_at = command.closes_at or usual_close(tx, motion)
    refusal = check_closes(tx, motion, closes_at)
    if refusal is not None:
        return refusal
    limits = rules_of(tx, who.community_id).statements
    collection_id = tx.new_id()
    row = {
        "community_id": who.community_id,
        "id": collection_id,
        "motion_id": motion.id,
        "state": "open",
        "seed": collection_id,
        "opened_by": who.id,
        "opened_at": tx.now,
        "closes_at": closes_at,
        "of_one_person": limits.of_one_person,
        "characters": limits.characters,
        "smallest_group": limits.smallest_group,
        "shown_from": limits.shown_from,
    }
    tx.connection.execute(insert(statement_collections), [row])
    record(tx, who, command.verb, "statements", collection_id, motion=motion.number)
    notify(
        tx,
        who.community_id,
        everyone(who.community_id),
        public=True,
        notice="statements_opened",
        subject=collection_id,
        params={"number": motion.number, "title": motion.title, "closes_at": closes_at},
        buttons=((OPEN_BUTTON, "statements", (motion.number,)),),
        needs_by=closes_at,
    )
    return collection_view(tx, who, motion.number, "staff", said="statements.said.opened")


def running(
    tx: Transaction, who: Person, number: int, *, lock: str = "write"
) -> tuple[Motion, Collection] | Refusal:
    """Find a motion and lock its collection; what can be done with it the caller judges."""
    motion = motion_by(tx, who.community_id, number=number)
    if motion is None:
        return refuse("motion.unknown")
    collection = collection_on(tx, motion, lock=lock)
    return refuse("statements.none") if collection is None else (motion, collection)


def seedable(tx: Transaction, who: Person, number: int) -> tuple[Motion, Collection] | Refusal:
    """Lock a collection that takes statements of the staff."""
    found = running(tx, who, number)
    if isinstance(found, Refusal):
        return found
    return DESK_MOVES.refusal("seed", facts(tx, None, *found)) or found


#: Characters of a line that a refusal quotes.
_QUOTED = 20


def seed_statements(
    tx: Transaction, who: Person, command: SeedStatements
) -> CollectionView | Refusal:
    """Put statements in, one a line; they are asked at once. All or none."""
    found = seedable(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    motion, collection = found
    lines = read_lines(tx, collection, command.text)
    if isinstance(lines, Refusal):
        return lines
    for text in lines:
        refusal = DESK_MOVES.refusal("seed", facts(tx, None, motion, collection))
        if refusal is not None:
            return refusal
        insert_statement(tx, collection, text=text, state="accepted", author_id=None)
    record(tx, who, command.verb, "statements", collection.id, many=len(lines))
    return collection_view(tx, who, motion.number, "staff", said="statements.said.seeded")


def read_lines(tx: Transaction, collection: Collection, text: str) -> list[str] | Refusal:
    """Read new statements, one a line; of several lines the refusal names the one that is meant."""
    given = [line for line in text.splitlines() if line.strip()] or [""]
    found: list[str] = []
    for place, each in enumerate(given, start=1):
        line = read_new(tx, collection, each)
        if not isinstance(line, Refusal) and line in found:
            line = refuse("statements.there_word_for_word")
        if isinstance(line, Refusal):
            why = f"refusal.{line.key}"
            one = {**line.params, "place": place, "line": each.strip()[:_QUOTED], "why_key": why}
            return line if len(given) == 1 else refuse("statements.in_line", **one)
        found.append(line)
    return found


def read_new(tx: Transaction, collection: Collection, text: str) -> str | Refusal:
    """Read a new statement: short enough, and not there word for word."""
    line = read_statement(text, longest=collection.characters)
    if isinstance(line, Refusal):
        return line
    there = statements_of(tx, collection, "accepted", "waiting")
    if any(each.text == line for each in there):
        return refuse("statements.there_word_for_word")
    return line


def insert_statement(
    tx: Transaction, collection: Collection, *, text: str, state: str, author_id: str | None
) -> int:
    """Keep a statement; tells its number within the collection."""
    s = statements.c
    last = tx.connection.scalar(
        select(func.max(s.number)).where(
            s.community_id == collection.community_id, s.collection_id == collection.id
        )
    )
    number = (last or 0) + 1
    row = {
        "community_id": collection.community_id,
        "collection_id": collection.id,
        "number": number,
        "text": text,
        "state": state,
        "author_id": author_id,
        "written_at": tx.now,
    }
    tx.connection.execute(insert(statements), [row])
    return number
