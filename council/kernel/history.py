"""What happened to something, from the acts log: what was done, when, in which role."""

import json

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.tables import acts
from council.kernel.values import value


@value
class Step:
    """One act: its verb such as ``proposal.admit``, when, and the role it was done in.

    ``state`` is what the act led to, where it was noted; else empty.
    """

    verb: str
    at: int
    role: str
    state: str


def steps(tx: Transaction, community_id: str, kind: str, subject_id: str) -> tuple[Step, ...]:
    """Tell the acts on one thing, oldest first."""
    a = acts.c
    rows = tx.connection.execute(
        select(a.verb, a.acted_at, a.role, a.detail)
        .where(
            a.community_id == community_id,
            a.subject_kind == kind,
            a.subject_id == subject_id,
        )
        .order_by(a.number)
    )
    return tuple(
        Step(
            verb=row.verb,
            at=row.acted_at,
            role=row.role,
            state=str(json.loads(row.detail).get("state", "")),
        )
        for row in rows
    )
