"""What is due at the desk about the roll."""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.policy import may
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.roll.tables import roll_imports, units


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """What is due at the staff desk: without a roll no owners' vote can begin."""
    if not may(who, "roll.import"):
        return ()
    waiting = tx.connection.scalar(
        select(roll_imports.c.id).where(
            roll_imports.c.community_id == who.community_id, roll_imports.c.offered_by != who.id
        )
    )
    if waiting is not None:
        return (Todo(key="roll_waits", verb="roll.second"),)
    known = tx.connection.scalar(
        select(units.c.id).where(units.c.community_id == who.community_id).limit(1)
    )
    return () if known else (Todo(key="roll_empty", verb="roll"),)
