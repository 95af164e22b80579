"""The acts log: who did what, when, in which role, to which thing. Append-only."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import func, insert, select

from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.policy import MATRIX
from council.kernel.refusals import Param
from council.kernel.seals import seal
from council.kernel.tables import acts
from council.kernel.values import Person, value


@value
class Act:
    """An act as kept; ``detail`` is JSON, and an act of long ago has no ``seal``."""

    community_id: str
    number: int
    acted_at: int
    actor_id: str
    role: str
    verb: str
    subject_kind: str
    subject_id: str
    detail: str
    seal: str | None


def record(
    tx: Transaction, who: Person, verb: str, kind: str, subject_id: str, **detail: Param
) -> None:
    """Keep one act, after what it did is written: with it goes the seal of its subject's rows.

    ``detail`` never holds a ballot's content.
    """
    record_each(tx, [(who, verb, detail)], kind, subject_id)


def record_each(
    tx: Transaction,
    done: Sequence[tuple[Person, str, Mapping[str, Param]]],
    kind: str,
    subject_id: str,
) -> None:
    """Keep acts of several people about one thing (who, verb, detail), which left it so together."""
    if not done:
        return
    community_id = done[0][0].community_id
    sealed = seal(tx, community_id, kind, subject_id)
    first = next_number(tx, community_id, "acts", many=len(done))
    rows = [
        {
            "community_id": community_id,
            "number": number,
            "acted_at": tx.now,
            "actor_id": who.id,
            "role": next((r for r in sorted(MATRIX[verb]) if who.holds(r)), ""),
            "verb": verb,
            "subject_kind": kind,
            "subject_id": subject_id,
            "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True),
            "seal": sealed,
        }
        for number, (who, verb, detail) in enumerate(done, start=first)
    ]
    tx.connection.execute(insert(acts), rows)


def newest_act(tx: Transaction, community_id: str) -> int:
    """Tell the number of a community's newest act; 0: there is none.

    It tells apart what two acts of one second led to: what they tell people is told twice.
    """
    numbers = select(func.max(acts.c.number)).where(acts.c.community_id == community_id)
    return tx.connection.scalar(numbers) or 0
