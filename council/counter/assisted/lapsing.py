"""Assisted acts that nobody confirmed before the end: they lapse with it, and people are told."""

from sqlalchemy import select, update

from council.counter.assisted.rules import ASSISTED
from council.counter.assisted.tables import assisted_acts
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import holders, notify, these
from council.kernel.values import Person
from council.polls.hooks import ENDS
from council.polls.poll import Poll, named


@ENDS.hang
def lapse(tx: Transaction, who: Person, poll: Poll) -> int:
    """Let every unconfirmed act of a poll that ends now lapse; tells how many."""
    a = assisted_acts.c
    waiting = tx.connection.execute(
        select(a.id, a.number, a.resident_id)
        .where(a.community_id == poll.community_id, a.poll_id == poll.id, a.state == "recorded")
        .order_by(a.number)
    ).all()
    for act in waiting:
        after = ASSISTED.moves["lapse"].after
        tx.connection.execute(
            update(assisted_acts)
            .where(a.community_id == poll.community_id, a.id == act.id)
            .values(state=after, ended_by=who.id, ended_at=tx.now)
        )
        record(tx, who, "assist.lapse", "assisted_act", act.id, act=act.number)
    if waiting:
        about = named(poll)
        params = {**about, "many": len(waiting)}
        notify(
            tx,
            poll.community_id,
            holders(poll.community_id, "clerk", "facilitator"),
            notice="assist_lapsed",
            subject=poll.id,
            params=params,
            buttons=[("button.poll_desk", "poll.desk", (poll.number,))],
            bot="staff",
        )
        people = [act.resident_id for act in waiting if act.resident_id is not None]
        notify(
            tx,
            poll.community_id,
            these(poll.community_id, people),
            notice="assist_lapsed_yours",
            subject=poll.id,
            params=about,
        )
    return len(waiting)
