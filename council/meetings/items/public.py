"""The agenda of a meeting on one page, to be printed."""

from council.kernel.attached_files import Attachment, attached
from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.meetings.items.records import FILES, items_of, kind_of, minutes_of, subject_of
from council.meetings.items.rules import begins
from council.meetings.records import meeting_by
from council.rules.records import rules_of


@value
class PrintedItem:
    """One item; ``begins_at`` by the minutes of those before it."""

    position: int
    motion: int
    title: str
    kind: str
    minutes: int
    begins_at: int
    presenter: str
    consent: bool
    carried_over: bool
    overdue: bool
    photos: tuple[Attachment, ...]


@value
class PrintedAgenda:
    """An agenda; ``total`` are the minutes of its items, ``lasts`` those of the meeting."""

    number: int
    title: str
    place: str
    starts_at: int
    lasts: int
    state: str
    announced_at: int
    total: int
    items: tuple[PrintedItem, ...]


def printed_agenda(tx: Transaction, community_id: str, *, number: int) -> PrintedAgenda | None:
    """Tell the agenda of a meeting without motions that are drafts; None: no such meeting."""
    meeting = meeting_by(tx, community_id, number=number)
    if meeting is None:
        return None
    rules = rules_of(tx, community_id)
    items = [each for each in items_of(tx, meeting) if each.state != "drafted"]
    minutes = [minutes_of(each, rules) for each in items]
    times = begins(meeting.starts_at, minutes)
    return PrintedAgenda(
        number=meeting.number,
        title=meeting.title,
        place=meeting.place,
        starts_at=meeting.starts_at,
        lasts=meeting.lasts_minutes or rules.meetings.length,
        state=meeting.state,
        announced_at=meeting.announced_at,
        total=sum(minutes),
        items=tuple(
            PrintedItem(
                position=place,
                motion=item.number,
                title=item.title,
                kind=kind_of(item, rules),
                minutes=lasts,
                begins_at=at,
                presenter=item.presenter,
                consent=item.consent,
                carried_over=item.state == "adjourned",
                overdue=item.late,
                photos=attached(tx, community_id, FILES, subject_of(meeting.id, item.motion_id)),
            )
            for place, (item, lasts, at) in enumerate(
                zip(items, minutes, times, strict=True), start=1
            )
        ),
    )
