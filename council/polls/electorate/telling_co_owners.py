"""Telling co-owners that their ballots contradict each other, while they can still agree."""

from collections.abc import Collection

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import NoticeButton, notify, these
from council.polls.electorate.co_owners import co_owners, is_unclear
from council.polls.electorate.reads import known_heads
from council.polls.poll import Poll
from council.polls.records import takes_chat
from council.rules.poll_kinds import RATIFICATION


def tell_unclear(tx: Transaction, poll: Poll, slots: Collection[str]) -> None:
    """Tell the owners of the heads of these slots where their standing ballots differ.

    What each has said stays their own: they learn only that it is not the same.
    """
    if poll.kind != RATIFICATION:
        return
    shared = co_owners(tx, poll, {slot.rpartition("|")[0] for slot in slots})
    unclear = {head: owners for head, owners in shared.items() if is_unclear(owners)}
    if not unclear:
        return
    units = known_heads(tx, poll.community_id, poll.id, fingerprint=poll.roll_fingerprint)
    verb = "ballot.open" if takes_chat(tx, poll) else "poll.view"
    button: NoticeButton = (
        "button.poll_vote" if verb == "ballot.open" else "button.poll_view",
        verb,
        (poll.number,),
    )
    for head, owners in unclear.items():
        said = "/".join(f"{owner.revision}" for owner in owners)
        notify(
            tx,
            poll.community_id,
            these(poll.community_id, [one.resident_id for one in owners if one.resident_id]),
            notice="head_unclear",
            subject=f"{poll.id}/{head}/{said}",
            params={
                "number": poll.number,
                "title": poll.title,
                "units": " ".join(units[head].units),
                "closes_at": poll.closes_at,
            },
            buttons=(button,),
            urgent=True,
        )
