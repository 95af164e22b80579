"""Telling people what the desk did in their name, at once: so that nobody finds it out at the count."""

from collections.abc import Iterable

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import NoticeButton, notify, these
from council.kernel.values import value
from council.polls.electorate.telling_co_owners import tell_unclear
from council.polls.poll import Poll, named
from council.polls.records import takes_chat
from council.polls.tables import electorate


@value
class LaidFor:
    """A ballot that was laid for a slot by somebody else; ``how`` is its channel or ``corrected``.

    ``replaced``: another ballot stood there before.
    """

    slot: str
    revision: int
    how: str
    replaced: bool


def tell_laid(tx: Transaction, poll: Poll, laid: Iterable[LaidFor]) -> None:
    """Tell each person whose ballot now is what the desk laid, with the way to object."""
    told = tuple(laid)
    of = _residents(tx, poll)
    for each in told:
        if each.slot in of:
            resident_id, place = of[each.slot]
            notice = f"ballot_{each.how}" + ("_replaces" if each.replaced else "")
            disown: NoticeButton = (
                "button.ballot_disown",
                "ballot.disown",
                (poll.number, place, each.revision),
            )
            _tell(tx, poll, resident_id, notice, f"{each.slot}/{each.revision}", (disown,))
    tell_unclear(tx, poll, [each.slot for each in told])


def tell_taken_back(
    tx: Transaction, poll: Poll, slot: str, revision: int, *, restored: bool
) -> None:
    """Tell somebody that the desk took back what it had laid in their name."""
    of = _residents(tx, poll)
    if slot in of:
        notice = "ballot_taken_back_restored" if restored else "ballot_taken_back"
        _tell(tx, poll, of[slot][0], notice, f"{slot}/{revision}", ())
    tell_unclear(tx, poll, (slot,))


def disown_button(
    tx: Transaction, poll: Poll, slot: str, revision: int
) -> tuple[NoticeButton, ...]:
    """The way to say that a ballot is not one's own; none for a slot of nobody on the list."""
    of = _residents(tx, poll)
    if slot not in of:
        return ()
    arguments = (poll.number, of[slot][1], revision)
    return (("button.ballot_disown", "ballot.disown", arguments),)


def _residents(tx: Transaction, poll: Poll) -> dict[str, tuple[str, int]]:
    """Whose slot each is on the residents' list, and the how-manieth of theirs, from 0."""
    e = electorate.c
    places: dict[str, int] = {}
    found = {}
    for slot, resident_id in tx.connection.execute(
        select(e.slot, e.resident_id)
        .where(
            e.community_id == poll.community_id,
            e.poll_id == poll.id,
            e.resident_id.is_not(None),
        )
        .order_by(e.slot)
    ):
        found[slot] = (resident_id, places.setdefault(resident_id, 0))
        places[resident_id] += 1
    return found


def _tell(
    tx: Transaction,
    poll: Poll,
    resident_id: str,
    notice: str,
    about: str,
    buttons: tuple[NoticeButton, ...],
) -> None:
    vote: tuple[NoticeButton, ...] = ()
    if takes_chat(tx, poll):
        vote = (("button.poll_vote", "ballot.open", (poll.number,)),)
    notify(
        tx,
        poll.community_id,
        these(poll.community_id, (resident_id,)),
        notice=notice,
        subject=f"{poll.id}/{about}",
        params={
            **named(poll),
            "closes_at": poll.closes_at,
        },
        buttons=(*vote, *buttons),
        urgent=True,
    )
