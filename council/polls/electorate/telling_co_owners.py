"""Telling co-owners that their ballots contradict each other, while they can still agree."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.messages import NoticeButton, notify, these
from council.polls.electorate.co_owners import co_owners, is_unclear
from council.polls.electorate.reads import known_heads
from council.rules.poll_kinds import RATIFICATION
from council.rules.records import takes_chat


def tell_unclear(tx: Transaction, row: Row[Any], slots: Collection[str]) -> None:
    """Tell the owners of the heads of these slots where their standing ballots differ.

    What each has said stays their own: they learn only that it is not the same.
    """
    if row.kind != RATIFICATION:
        return
    shared = co_owners(tx, row, {slot.rpartition("|")[0] for slot in slots})
    unclear = {head: owners for head, owners in shared.items() if is_unclear(owners)}
    if not unclear:
        return
    units = known_heads(tx, row.community_id, row.id, fingerprint=row.roll_fingerprint)
    verb = "ballot.open" if takes_chat(tx, row) else "poll.view"
    button: NoticeButton = (
        "button.poll_vote" if verb == "ballot.open" else "button.poll_view",
        verb,
        (row.number,),
    )
    for head, owners in unclear.items():
        said = "/".join(f"{owner.revision}" for owner in owners)
        notify(
            tx,
            row.community_id,
            these(row.community_id, [one.resident_id for one in owners if one.resident_id]),
            notice="head_unclear",
            subject=f"{row.id}/{head}/{said}",
            params={
                "number": row.number,
                "title": row.title,
                "units": " ".join(units[head].units),
                "closes_at": row.closes_at,
            },
            buttons=(button,),
            urgent=True,
        )
