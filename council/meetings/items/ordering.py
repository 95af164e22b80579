"""The order of an agenda: overdue answers and what was carried over come first, by themselves."""

from collections.abc import Sequence

from sqlalchemy import case, update

from council.kernel.database.transaction import Transaction
from council.kernel.values import Person
from council.meetings.items.records import items_of, standing_of
from council.meetings.items.rules import placed
from council.meetings.meeting import Meeting
from council.meetings.tables import agenda_items
from council.motions.motion import Motion


def reorder(tx: Transaction, meeting: Meeting, order: Sequence[str]) -> None:
    """Write the order of an agenda, by the ids of its motions."""
    i = agenda_items.c
    positions = case(
        {motion_id: position for position, motion_id in enumerate(order, start=1)},
        value=i.motion_id,
    )
    tx.connection.execute(
        update(agenda_items)
        .where(i.community_id == meeting.community_id, i.meeting_id == meeting.id)
        .values(position=positions)
    )


def place(tx: Transaction, who: Person, meeting: Meeting, motion: Motion) -> None:
    """Give the place to a motion that has just been put at the end."""
    several = [standing_of(item) for item in items_of(tx, meeting)]
    (new,) = (each for each in several if each.id == motion.id)
    there = [each for each in several if each.id != motion.id]
    order = placed(new, there)
    if order != tuple(each.id for each in several):
        reorder(tx, meeting, order)
