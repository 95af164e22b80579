"""What statements wait for: answers of residents, and a judgement at the desk."""

from sqlalchemy import select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.policy import may
from council.kernel.refusals import Param
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.motions.motion import Motion
from council.motions.records import motion_by
from council.statements.collection import Collection
from council.statements.records import facts
from council.statements.rules import Facts
from council.statements.tables import statement_collections


def needs(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Open collections in which somebody has statements left to answer."""
    return tuple(
        Todo(
            key="statements_answer",
            verb="statements.next",
            by=now.ends_at,
            params={
                "number": motion.number,
                "title": motion.title,
                "n": now.unanswered,
                "ends_at": now.ends_at,
            },
            arguments=(motion.number,),
        )
        for motion, now in _running(tx, who)
        if now.unanswered
    )


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Statements that wait to be judged; collections that nobody has put anything in."""
    if not may(who, "statements.judge"):
        return ()
    found = []
    for motion, now in _running(tx, who):
        key = "statements_judge" if now.waiting else "" if now.accepted else "statements_seed"
        if key:
            params: dict[str, Param] = {
                "number": motion.number,
                "title": motion.title,
                "n": now.waiting,
            }
            verb = "statements.desk" if now.waiting else "statements"
            found.append(
                Todo(
                    key=key,
                    verb=verb,
                    by=now.ends_at,
                    params=params,
                    arguments=(motion.number,),
                )
            )
    return tuple(found)


def _running(tx: Transaction, who: Person) -> list[tuple[Motion, Facts]]:
    found = []
    for motion, collection in open_collections(tx, who.community_id):
        now = facts(tx, who, motion, collection)
        if now.is_running:
            found.append((motion, now))
    return found


def open_collections(
    tx: Transaction, community_id: str | None = None
) -> list[tuple[Motion, Collection]]:
    """The open collections of a community, or of all, with their motions; they are few."""
    c = statement_collections.c
    query = select(statement_collections).where(c.state == "open")
    if community_id is not None:
        query = query.where(c.community_id == community_id)
    found = []
    query = query.order_by(c.community_id, c.opened_at, c.id)
    for collection in read_all(tx, Collection, query):
        motion = motion_by(tx, collection.community_id, id=collection.motion_id)
        assert motion is not None, "the collection refers to it"
        found.append((motion, collection))
    return found
