"""What assisted acts wait for: a second person."""

from sqlalchemy import and_, func, select

from council.counter.assisted.tables import assisted_acts
from council.kernel.database.transaction import Transaction
from council.kernel.policy import may
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.polls.tables import polls


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Tell what waits for this person as the second one, a line for each poll."""
    if not may(who, "assist.confirm"):
        return ()
    a, p = assisted_acts.c, polls.c
    rows = tx.connection.execute(
        select(p.number, p.kind, p.title, p.closes_at, func.count().label("n"))
        .select_from(assisted_acts)
        .join(polls, and_(p.community_id == a.community_id, p.id == a.poll_id))
        .where(
            a.community_id == who.community_id,
            a.state == "recorded",
            a.recorded_by != who.id,
            p.state == "open",
            p.closes_at > tx.now,
        )
        .group_by(p.number, p.kind, p.title, p.closes_at)
        .order_by(p.number)
    )
    return tuple(
        Todo(
            key="assist_waiting",
            verb="poll.desk",
            by=row.closes_at,
            params={
                "number": row.number,
                "title": row.title,
                "poll_key": f"poll.name.{row.kind}",
                "many": row.n,
                "closes_at": row.closes_at,
            },
            arguments=(row.number,),
        )
        for row in rows
    )
