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
    """Count the outbox by bot, state and channel; the inbox by bot and channel; the rest by bot."""
    o, poison, done, i = outbox.c, poison_updates.c, processed_updates.c, inbox.c
    waiting = tx.connection.execute(
        select(o.bot, o.state, o.channel, func.count())
        .group_by(o.bot, o.state, o.channel)
        .order_by(o.bot, o.state, o.channel)
    )
    taken_in = tx.connection.execute(
        select(i.bot, i.channel, func.count())
        .group_by(i.bot, i.channel)
        .order_by(i.bot, i.channel)
    )
    failed = tx.connection.execute(
        select(poison.bot, func.count()).group_by(poison.bot).order_by(poison.bot)
    )
    handled = tx.connection.execute(
        select(done.bot, func.count()).group_by(done.bot).order_by(done.bot)
    )
    return (
        *(
            Figure(
                name="outbox",
                labels=(("bot", bot), ("state", state), ("channel", channel)),
                number=number,
            )
            for bot, state, channel, number in waiting
        ),
        *(
            Figure(name="inbox", labels=(("bot", bot), ("channel", channel)), number=number)
            for bot, channel, number in taken_in
        ),
        *(
            Figure(name="poison_updates", labels=(("bot", bot),), number=number)
            for bot, number in failed
        ),
        *(
            Figure(name="processed_updates", labels=(("bot", bot),), number=number)
            for bot, number in handled
        ),
    )
