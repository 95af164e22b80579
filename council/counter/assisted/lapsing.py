"""Assisted acts that nobody confirmed before the end: they lapse with it, and people are told."""

from typing import Any

from sqlalchemy import Row, select, update

from council.counter.assisted.rules import ASSISTED
from council.counter.assisted.tables import assisted_acts
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.messages import holders, notify, these
from council.kernel.values import Person
from council.polls.hooks import ENDS


@ENDS.hang
def lapse(tx: Transaction, who: Person, row: Row[Any]) -> int:
    """Let every unconfirmed act of a poll that ends now lapse; tells how many."""
    a = assisted_acts.c
    waiting = tx.connection.execute(
        select(a.id, a.number, a.resident_id)
        .where(a.community_id == row.community_id, a.poll_id == row.id, a.state == "recorded")
        .order_by(a.number)
    ).all()
    for act in waiting:
        after = ASSISTED.moves["lapse"].after
        tx.connection.execute(
            update(assisted_acts)
            .where(a.community_id == row.community_id, a.id == act.id)
            .values(state=after, ended_by=who.id, ended_at=tx.now)
        )
        record(tx, who, "assist.lapse", "assisted_act", act.id, act=act.number)
    if waiting:
        about = {"number": row.number, "title": row.title, "poll_key": f"poll.name.{row.kind}"}
        params = {**about, "many": len(waiting)}
        notify(
            tx,
            row.community_id,
            holders(row.community_id, "clerk", "facilitator"),
            notice="assist_lapsed",
            subject=row.id,
            params=params,
            buttons=[("button.poll_desk", "poll.desk", (row.number,))],
            bot="staff",
        )
        people = [act.resident_id for act in waiting if act.resident_id is not None]
        notify(
            tx,
            row.community_id,
            these(row.community_id, people),
            notice="assist_lapsed_yours",
            subject=row.id,
            params=about,
        )
    return len(waiting)
