"""The acts log: who did what, when, in which role, to which thing. Append-only."""

import json

from sqlalchemy import insert

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
    role = next((r for r in sorted(MATRIX[verb]) if who.holds(r)), "")
    tx.connection.execute(
        insert(acts),
        [
            {
                "community_id": who.community_id,
                "number": next_number(tx, who.community_id, "acts"),
                "acted_at": tx.now,
                "actor_id": who.id,
                "role": role,
                "verb": verb,
                "subject_kind": kind,
                "subject_id": subject_id,
                "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True),
                "seal": seal(tx, who.community_id, kind, subject_id),
            }
        ],
    )
