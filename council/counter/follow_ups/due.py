"""Which follow-up calls are still to be made."""

from sqlalchemy import and_, select

from council.counter.assisted.assist import Assist
from council.counter.assisted.tables import assisted_acts, follow_up_calls
from council.counter.follow_ups.records import took_part
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.policy import may
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.polls.tables import polls


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Tell the calls that this person may make; one not reached is tried until the certificate."""
    if not may(who, "follow_up.confirm"):
        return ()
    f, a, p = follow_up_calls.c, assisted_acts.c, polls.c
    rows = tx.connection.execute(
        select(
            assisted_acts, p.number.label("poll"), p.kind.label("poll_kind"), p.title, p.counted_at
        )
        .join(follow_up_calls, and_(f.community_id == a.community_id, f.act == a.number))
        .join(polls, and_(p.community_id == a.community_id, p.id == a.poll_id))
        .where(
            a.community_id == who.community_id,
            (f.state == "drawn") | ((f.state == "not_reached") & (p.state == "counted")),
            p.state != "annulled",
        )
        .order_by(a.number)
    )
    return tuple(
        Todo(
            key="follow_up",
            verb="follow_up.view",
            by=row.counted_at or 0,
            params={
                "number": row.poll,
                "title": row.title,
                "poll_key": f"poll.name.{row.poll_kind}",
                "act": row.number,
                "person": row.person,
                "voter": row.voter,
            },
            arguments=(row.number,),
        )
        for row in rows
        if not took_part(who, value_from(Assist, row))
    )
