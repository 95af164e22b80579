"""Co-owners of a head: each has a slot of their own, and their ballots are read as one."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.polls.electorate.reads import standing
from council.polls.poll import Poll
from council.polls.ratification import choice_of
from council.polls.tables import electorate
from voting.ballots import Choice
from voting.ratification import Stance, stance_of


@value
class CoOwner:
    """One owner's slot: whose line of the list it is, and what stands there (empty: nothing)."""

    slot: str
    resident_id: str | None
    revision: int
    choice: str


def co_owners(
    tx: Transaction, poll: Poll, heads: Collection[str]
) -> dict[str, tuple[CoOwner, ...]]:
    """The slots of those heads that several owners vote for, by head."""
    shared = sorted({head for head in heads if ";" in head})
    if not shared:
        return {}
    e = electorate.c
    stands = standing(poll.community_id, poll.id).subquery()
    found: defaultdict[str, list[CoOwner]] = defaultdict(list)
    for each in tx.connection.execute(
        select(e.slot, e.head, e.resident_id, stands.c.revision, stands.c.content)
        .outerjoin(stands, stands.c.slot == e.slot)
        .where(e.community_id == poll.community_id, e.poll_id == poll.id, e.head.in_(shared))
        .order_by(e.slot)
    ):
        choice = choice_of(each.content) if each.content else ""
        found[each.head].append(
            CoOwner(
                slot=each.slot,
                resident_id=each.resident_id,
                revision=each.revision or 0,
                choice=choice,
            )
        )
    return {head: tuple(slots) for head, slots in found.items() if len(slots) > 1}


def is_unclear(slots: Collection[CoOwner]) -> bool:
    """Whether the ballots of a head's owners contradict each other."""
    choices = {Choice(each.choice) for each in slots if each.choice}
    return len(choices) > 1 and stance_of(choices) is Stance.UNCLEAR
