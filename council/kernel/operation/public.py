"""What operators' instruments ask: counts of what waits, what failed, what was handled."""

from sqlalchemy import func, select

from council.kernel.database.transaction import Transaction
from council.kernel.tables import inbox, outbox, poison_updates, processed_updates
from council.kernel.values import value


@value
class Figure:
    """One counted figure with its labels, in pairs."""

    name: str
    labels: tuple[tuple[str, str], ...]
    number: int


def newest_record(tx: Transaction) -> int:
    """When an update was last handled (UTC seconds); 0 = never. The clock may not be before it."""
    return tx.connection.scalar(select(func.max(processed_updates.c.processed_at))) or 0


def figures(tx: Transaction) -> tuple[Figure, ...]:
    """Count the outbox by bot and by channel, with the state; the inbox, poison and processed updates by bot, the last by channel too."""
    o, poison, done, i = outbox.c, poison_updates.c, processed_updates.c, inbox.c
    waiting = tx.connection.execute(
        select(o.bot, o.state, func.count()).group_by(o.bot, o.state).order_by(o.bot, o.state)
    )
    by_channel = tx.connection.execute(
        select(o.channel, o.state, func.count())
        .group_by(o.channel, o.state)
        .order_by(o.channel, o.state)
    )
    taken_in = tx.connection.execute(select(i.bot, func.count()).group_by(i.bot).order_by(i.bot))
    failed = tx.connection.execute(
        select(poison.bot, func.count()).group_by(poison.bot).order_by(poison.bot)
    )
    handled = tx.connection.execute(
        select(done.bot, func.count()).group_by(done.bot).order_by(done.bot)
    )
    came_by = tx.connection.execute(
        select(done.channel, func.count()).group_by(done.channel).order_by(done.channel)
    )
    return (
        *(
            Figure(name="outbox", labels=(("bot", bot), ("state", state)), number=number)
            for bot, state, number in waiting
        ),
        *(
            Figure(
                name="outbox_by_channel",
                labels=(("channel", channel), ("state", state)),
                number=number,
            )
            for channel, state, number in by_channel
        ),
        *(Figure(name="inbox", labels=(("bot", bot),), number=number) for bot, number in taken_in),
        *(
            Figure(name="poison_updates", labels=(("bot", bot),), number=number)
            for bot, number in failed
        ),
        *(
            Figure(name="processed_updates", labels=(("bot", bot),), number=number)
            for bot, number in handled
        ),
        *(
            Figure(name="processed_by_channel", labels=(("channel", channel),), number=number)
            for channel, number in came_by
        ),
    )
