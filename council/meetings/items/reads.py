"""The agenda 议程 by its minutes, as bots show it."""

from sqlalchemy import select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Phrase
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.acts import ITEM_MOVES, SHEET_MOVES
from council.meetings.facts import ItemFacts, SheetFacts
from council.meetings.items.commands import AgendaSheet, Offer, SheetLine
from council.meetings.items.item import Item
from council.meetings.items.records import items_of, kind_of, minutes_of
from council.meetings.items.rules import begins, over_by
from council.meetings.meeting import Meeting
from council.meetings.records import meeting_by
from council.meetings.rules import check_agenda_open
from council.meetings.votes.records import votes_at
from council.motions.tables import motions
from council.proposals.tables import proposals
from council.rules.profile import RuleProfile
from council.rules.records import rules_of

#: How many proposals are offered.
_OFFERS = 4


def agenda_sheet(
    tx: Transaction, who: Person, number: int, bot: str, *, said: str = ""
) -> AgendaSheet | Refusal:
    """The items with the time that each begins; for staff what can be said of them."""
    meeting = meeting_by(tx, who.community_id, number=number)
    if meeting is None:
        return refuse("meeting.unknown")
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    rules = rules_of(tx, who.community_id)
    lasts = meeting.lasts_minutes or rules.meetings.length
    items = items_of(tx, meeting)
    lines = lines_of(tx, who, meeting, items, rules, staff=bot == "staff")
    shut = check_agenda_open(meeting.state, starts_at=meeting.starts_at, now=tx.now) is not None
    room = not shut and not over_by((line.minutes for line in lines), lasts=lasts - 1)
    staff = bot == "staff"
    return AgendaSheet(
        bot=bot,
        number=meeting.number,
        title=meeting.title,
        place=meeting.place,
        starts_at=meeting.starts_at,
        lasts=lasts,
        state=meeting.state,
        lines=lines,
        offers=_offers(tx, who) if room and staff and may(who, "motion.draft") else (),
        notes=budget_notes(tx, meeting, rules) if staff else (),
        may=SHEET_MOVES.open_to(who, sheet_facts(tx, who, meeting, items)) if staff else (),
        said=said,
    )


def lines_of(
    tx: Transaction,
    who: Person,
    meeting: Meeting,
    items: tuple[Item, ...],
    rules: RuleProfile,
    *,
    staff: bool,
) -> tuple[SheetLine, ...]:
    """Tell the lines of the sheet."""
    minutes = [minutes_of(item, rules) for item in items]
    times = begins(meeting.starts_at, minutes)
    return tuple(
        SheetLine(
            motion=item.number,
            title=item.title,
            kind=kind_of(item, rules),
            minutes=lasts,
            begins_at=at,
            presenter=item.presenter,
            consent=item.consent,
            late=item.late,
            carried_over=item.state == "adjourned",
            files=item.files,
            may=ITEM_MOVES.open_to(who, item_facts(tx, meeting, item)) if staff else (),
        )
        for item, lasts, at in zip(items, minutes, times, strict=True)
    )


def budget_notes(tx: Transaction, meeting: Meeting, rules: RuleProfile) -> tuple[Phrase, ...]:
    """Warn where the items take longer than the meeting."""
    minutes = [minutes_of(item, rules) for item in items_of(tx, meeting)]
    lasts = meeting.lasts_minutes or rules.meetings.length
    over = over_by(minutes, lasts=lasts)
    if not over:
        return ()
    params = {"total": sum(minutes), "lasts": lasts, "over": over}
    return (Phrase(key="item.over_budget", params={**params}),)


def sheet_facts(
    tx: Transaction, who: Person, meeting: Meeting, items: tuple[Item, ...]
) -> SheetFacts:
    """Gather what is judged about all items of a meeting together."""
    votes = votes_at(tx, who.community_id, meeting.id) if meeting.state == "in_session" else {}
    waiting = [each for each in items if is_waiting(each, meeting) and each.motion_id not in votes]
    return SheetFacts(number=meeting.number, state=meeting.state, together=len(waiting))


def is_waiting(item: Item, meeting: Meeting) -> bool:
    """Whether an item is still to be voted on together with others at this meeting."""
    return (
        item.consent
        and item.meeting_id == meeting.id
        and item.state in ("announced", "deliberated")
    )


def item_facts(tx: Transaction, meeting: Meeting, item: Item) -> ItemFacts:
    """Gather what is judged about one item."""
    return ItemFacts(
        number=item.number,
        state=item.state,
        consent=item.consent,
        meeting=meeting.number,
        meeting_state=meeting.state,
        starts_at=meeting.starts_at,
        now=tx.now,
    )


def _offers(tx: Transaction, who: Person) -> tuple[Offer, ...]:
    """Tell the proposals that have their seconds and no motion yet, those seconded first."""
    p, m = proposals.c, motions.c
    moved = (
        select(m.id)
        .where(m.community_id == p.community_id, m.proposal_id == p.id, m.state != "withdrawn")
        .exists()
    )
    query = (
        select(p.number, p.title)
        .where(p.community_id == who.community_id, p.state == "seconded", ~moved)
        .order_by(p.changed_at, p.number)
        .limit(_OFFERS)
    )
    return read_all(tx, Offer, query)
