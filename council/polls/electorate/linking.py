"""Owners who come to the residents' list after a roll was frozen: their slots become theirs.

The frozen roll says which owners vote and with what weight; it never changes. Which line of the
residents' list an owner is may become known later, and then the slot waits for its owner no more.
"""

from collections.abc import Iterable

from sqlalchemy import select, update

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.values import Person
from council.people.hooks import OWNERS_LISTED
from council.polls.digests import electorate_digest
from council.polls.tables import electorate, polls

#: Polls whose votes are still to come.
_AHEAD = ("announced", "open")


@OWNERS_LISTED.hang
def link_owners(
    tx: Transaction, who: Person, community_id: str, owner_keys: Iterable[str], verb: str
) -> None:
    """Give the slots of these owners, in polls that run, to their lines on the residents' list.

    A slot that is somebody's stays so. Where several lines have one key, the first by reference is
    meant, as at the freezing.
    """
    keys = sorted(set(owner_keys))
    if not keys:
        return
    e, p, r = electorate.c, polls.c, residents.c
    waiting = tx.connection.execute(
        select(e.poll_id, e.slot, e.owner_key)
        .join(polls, (p.community_id == e.community_id) & (p.id == e.poll_id))
        .where(
            e.community_id == community_id,
            e.resident_id.is_(None),
            e.owner_key.in_(keys),
            p.state.in_(_AHEAD),
        )
    ).all()
    if not waiting:
        return
    lines: dict[str, str] = {}
    for owner_key, resident_id in tx.connection.execute(
        select(r.owner_key, r.id)
        .where(r.community_id == community_id, r.owner_key.in_(keys))
        .order_by(r.ref)
    ):
        lines.setdefault(owner_key, resident_id)
    linked = [slot for slot in waiting if slot.owner_key in lines]
    for slot in linked:
        tx.connection.execute(
            update(electorate)
            .where(e.community_id == community_id, e.poll_id == slot.poll_id, e.slot == slot.slot)
            .values(resident_id=lines[slot.owner_key])
        )
    for poll_id in sorted({slot.poll_id for slot in linked}):
        digest = electorate_digest(tx, community_id, poll_id)
        record(tx, who, verb, "poll", poll_id, electorate=digest)
