"""Every public thing with its address and when it last changed: for site maps, and for a feed of news."""

from typing import Any, Final

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.overview.search.sources import PUBLIC, TABLES
from council.polls.rules import state_now

#: The moments of each noun's row; those that are past have changed its page.
_MOMENTS: Final = {
    "proposal": ("submitted_at", "changed_at"),
    "motion": ("drafted_at", "changed_at"),
    "meeting": (
        *("starts_at", "announced_at", "opened_at", "adjourned_at", "changed_at", "moved_at"),
    ),
    "poll": (
        *("announced_at", "opens_at", "closes_at", "extended_at", "closed_at"),
        *("counted_at", "certified_at"),
    ),
    "resolution": ("published_at", "fulfilled_at", "repealed_at"),
    "campaign": ("opened_at", "deadline", "closed_at"),
}


@value
class PublicThing:
    """One public thing. ``changed_at``: its last moment up to now (UTC seconds); 0: all are ahead."""

    noun: str
    number: str
    title: str
    state: str
    changed_at: int

    @property
    def path(self) -> str:
        """Its page."""
        return f"/{self.noun}s/{self.number}"


def public_things(tx: Transaction, community_id: str) -> tuple[PublicThing, ...]:
    """Tell all that has a page of its own, noun by noun, the oldest first."""
    return tuple(each for noun in _MOMENTS for each in _of(tx, community_id, noun))


def news(tx: Transaction, community_id: str, *, limit: int) -> tuple[PublicThing, ...]:
    """Tell what changed last, the newest first."""
    found = [each for each in public_things(tx, community_id) if each.changed_at]
    found.sort(key=lambda each: (-each.changed_at, each.path))
    return tuple(found[:limit])


def _of(tx: Transaction, community_id: str, noun: str) -> list[PublicThing]:
    c = TABLES[noun].c
    rows: Any = tx.connection.execute(
        select(c.number, c.title, c.state, *(c[name] for name in _MOMENTS[noun]))
        .where(c.community_id == community_id, PUBLIC[noun])
        .order_by(c.number)
    )
    return [
        PublicThing(
            noun=noun,
            number=str(row.number),
            title=row.title,
            state=state_now(row.state, closes_at=row.closes_at, now=tx.now)
            if noun == "poll"
            else row.state,
            changed_at=max((at for at in row[3:] if at and at <= tx.now), default=0),
        )
        for row in rows
    ]
