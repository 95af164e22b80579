"""Ballots that their voters said are not theirs: what the desk and the second person must look at."""

import json

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.tables import acts
from council.polls.ballots.commands import DisownBallot
from council.polls.hooks import DISOWNED


@DISOWNED.fill
def disowned(tx: Transaction, community_id: str, poll_id: str) -> tuple[str, ...]:
    """Tell the serials of those ballots, in the order in which it was said; none twice."""
    a = acts.c
    details = tx.connection.scalars(
        select(a.detail)
        .where(
            a.community_id == community_id,
            a.subject_id == poll_id,
            a.verb == DisownBallot.verb,
        )
        .order_by(a.number)
    )
    serials = (json.loads(detail).get("serial") for detail in details)
    return tuple(dict.fromkeys(serial or "—" for serial in serials))
