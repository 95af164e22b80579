"""Reading the items of an agenda, in order, with what their place and their minutes depend on."""

from sqlalchemy import and_, func, select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.tables import attachments
from council.meetings.items.item import Item
from council.meetings.items.rules import Standing, usual_kind, usual_minutes
from council.meetings.meeting import Meeting
from council.meetings.tables import agenda_items
from council.motions.records import overdue_now
from council.motions.tables import motions, responses
from council.rules.profile import RuleProfile

#: What the photos of an item are attached to: the meeting's id and the motion's.
FILES = "agenda_item"


def subject_of(meeting_id: str, motion_id: str) -> str:
    """Name an item, as its photos have it."""
    return f"{meeting_id}/{motion_id}"


def items_of(tx: Transaction, meeting: Meeting) -> tuple[Item, ...]:
    """Tell the items of an agenda in order."""
    i, t, r, a = agenda_items.c, motions.c, responses.c, attachments.c
    late = (
        select(r.id)
        .where(r.community_id == t.community_id, r.motion_id == t.id, overdue_now(tx.now))
        .correlate(motions)
        .exists()
    )
    files = (
        select(func.count())
        .select_from(attachments)
        .where(
            a.community_id == i.community_id,
            a.subject_kind == FILES,
            a.subject_id == i.meeting_id + "/" + i.motion_id,
        )
        .correlate(agenda_items)
        .scalar_subquery()
    )
    query = (
        select(
            i.motion_id,
            t.number,
            t.title,
            t.state,
            t.legal_class,
            t.meeting_id,
            i.position,
            i.kind,
            i.lasts_minutes,
            i.presenter,
            i.consent,
            late.label("late"),
            files.label("files"),
        )
        .select_from(agenda_items)
        .join(motions, and_(i.community_id == t.community_id, i.motion_id == t.id))
        .where(i.community_id == meeting.community_id, i.meeting_id == meeting.id)
        .order_by(i.position, i.added_at)
    )
    return read_all(tx, Item, query)


def kind_of(item: Item, rules: RuleProfile) -> str:
    """Tell the kind of an item, said or usual."""
    return item.kind or usual_kind(rules.rows[item.legal_class])


def minutes_of(item: Item, rules: RuleProfile) -> int:
    """Tell the minutes of an item, said or usual."""
    return item.lasts_minutes or usual_minutes(kind_of(item, rules), rules.meetings)


def standing_of(item: Item) -> Standing:
    """Tell what decides about its place."""
    return Standing(id=item.motion_id, late=item.late, carried_over=item.state == "adjourned")
