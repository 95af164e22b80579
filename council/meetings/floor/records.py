"""Reading and keeping what happens on the floor 议事现场.

The events of an evening are added up anew for nobody: what was added up is kept in memory, and
known by the id of its last event. Events that a transaction lost are not there, so it is begun anew.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import func, insert, select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents, roles
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.meetings.floor.changes import without
from council.meetings.floor.facts import FloorFacts, Item, Member, presides
from council.meetings.floor.floor import Floor, FloorEvent
from council.meetings.floor.rules import after
from council.meetings.floor.tables import floor_events
from council.meetings.records import meeting_by, motions_on
from council.meetings.rules import EARLY_START
from council.meetings.tables import attendance
from council.meetings.votes.reads import proposed
from council.meetings.votes.rules import electorates_of
from council.motions.motion import Motion
from council.motions.origins import PETITION
from council.motions.tables import motion_origins
from council.proposals.tables import proposals
from council.rules.profile import Debate, RuleRow
from council.rules.records import rules_of

#: Roles whose holders may preside.
PRESIDING = ("chair", "facilitator")
#: Electorates of which each person here is one vote; of households there is one vote each.
_NOT_ONE_EACH = frozenset({"households", "household_reps"})
#: Later than any time.
_NEVER = 1 << 62
#: How many meetings are kept in memory: few are held at a time.
_MOST = 16


@value
class Sitting:
    """A meeting as its floor knows it."""

    community_id: str
    id: str
    number: int
    title: str
    state: str
    since: int
    starts_at: int
    place: str

    @property
    def in_session(self) -> bool:
        """Whether it is held now."""
        return self.state == "in_session"


def sitting(
    tx: Transaction, community_id: str, number: int, *, lock: bool = False
) -> Sitting | Refusal:
    """Find a meeting by its number; ``lock``: nothing else happens there meanwhile."""
    row = meeting_by(tx, community_id, number=number, lock=lock)
    if row is None:
        return refuse("meeting.unknown")
    return Sitting(
        community_id=community_id,
        id=row.id,
        number=row.number,
        title=row.title,
        state=row.state,
        since=min(row.opened_at or row.starts_at, row.starts_at - EARLY_START),
        starts_at=row.starts_at,
        place=row.place,
    )


@value
class _Kept:
    """An event with the id that it is kept under."""

    id: str
    event: FloorEvent


def events_of(tx: Transaction, community_id: str, meeting_id: str) -> tuple[FloorEvent, ...]:
    """Read all that happened at a meeting, in order."""
    return tuple(kept.event for kept in _kept(tx, community_id, meeting_id, 0))


def _kept(tx: Transaction, community_id: str, meeting_id: str, start: int) -> tuple[_Kept, ...]:
    e = floor_events.c
    query = (
        select(floor_events, e.motion_id.label("motion"), e.resident_id.label("resident"))
        .where(e.community_id == community_id, e.meeting_id == meeting_id, e.position >= start)
        .order_by(e.position)
    )
    return read_all(tx, _Kept, query)


@value
class _Known:
    """A floor that was added up, of which rules, up to which event."""

    rules: Debate
    last: str
    floor: Floor


_known: OrderedDict[tuple[str, str], _Known] = OrderedDict()


def floor_of(tx: Transaction, community_id: str, meeting_id: str, rules: Debate) -> Floor:
    """Add up what happened at a meeting."""
    key = community_id, meeting_id
    known = _known.get(key)
    floor, last = Floor(rules=rules), ""
    kept = _kept(tx, community_id, meeting_id, known.floor.position if known else 0)
    if known is not None and known.rules == rules and kept and kept[0].id == known.last:
        floor, kept, last = known.floor, kept[1:], known.last
    elif known is not None:
        kept = _kept(tx, community_id, meeting_id, 0)
    for each in kept:
        floor, last = after(floor, each.event), each.id
    if last:
        _known[key] = _Known(rules=rules, last=last, floor=floor)
        while len(_known) > _MOST:
            _known.popitem(last=False)
    return floor


def keep(
    tx: Transaction, on: Sitting, events: Iterable[FloorEvent], *, position: int
) -> tuple[FloorEvent, ...]:
    """Keep events behind the last one, which has a ``position``; tells them with theirs."""
    kept = [
        replace(event, position=number) for number, event in enumerate(events, start=position + 1)
    ]
    rows = [
        {
            "community_id": on.community_id,
            "id": tx.new_id(),
            "meeting_id": on.id,
            "position": event.position,
            "kind": event.kind,
            "motion_id": event.motion or None,
            "resident_id": event.resident or None,
            "noted_by": event.noted_by,
            "happened_at": event.happened_at,
            "recorded_at": event.recorded_at,
            "origin": event.origin,
            "side": event.side,
            "seconds": event.seconds,
            "amount": event.amount,
            "yes": event.yes,
            "no": event.no,
            "text": event.text,
            "sha256": event.sha256,
        }
        for event in kept
    ]
    tx.connection.execute(insert(floor_events), rows)
    return tuple(kept)


def facts_of(tx: Transaction, on: Sitting, who: str, *, at: int = 0) -> FloorFacts:
    """Gather all that guards may know, asking about one person.

    Whoever left early is not there any more, until they come back; ``at``: who had left by then (now).
    """
    profile = rules_of(tx, on.community_id)
    a, r = attendance.c, roles.c
    rows = tx.connection.execute(
        select(a.resident_id, a.left_at).where(
            a.community_id == on.community_id, a.meeting_id == on.id
        )
    ).all()
    left = frozenset(row.resident_id for row in rows if (row.left_at or _NEVER) <= (at or tx.now))
    came = frozenset(row.resident_id for row in rows) - left
    floor = without(floor_of(tx, on.community_id, on.id, profile.debate), left)
    deputies = (
        frozenset(
            tx.connection.scalars(
                select(r.resident_id).where(
                    r.community_id == on.community_id, r.role.in_(PRESIDING)
                )
            )
        )
        - floor.removed
    )
    return FloorFacts(
        number=on.number,
        in_session=on.in_session,
        floor=floor,
        me=Member(id=who, here=who in came, presides=presides(floor, who, deputies)),
        agenda=_agenda(tx, on, floor, profile.rows),
        present=came - floor.removed,
        deputies=deputies,
        now=tx.now,
        since=on.since,
    )


def _agenda(
    tx: Transaction, on: Sitting, floor: Floor, rows: Mapping[str, RuleRow]
) -> tuple[Item, ...]:
    """The motions that this meeting hears, in order."""
    heard = [each for each in motions_on(tx, on.community_id, on.id) if each.meeting_id == on.id]
    movers = _movers(tx, on.community_id, heard)
    return tuple(
        _item(tx, on, motion, rows[motion.legal_class], floor, movers.get(motion.id))
        for motion in heard
    )


def _movers(tx: Transaction, community_id: str, heard: list[Motion]) -> Mapping[str, str]:
    """Who moved what counts as moved and seconded: a proposal's author, or a petition (nobody)."""
    p, o = proposals.c, motion_origins.c
    found: dict[str, str] = {}
    of = {each.proposal_id for each in heard if each.proposal_id}
    if of:
        query = select(p.id, p.author_id).where(p.community_id == community_id, p.id.in_(of))
        authors = {row.id: row.author_id for row in tx.connection.execute(query)}
        found = {each.id: authors[each.proposal_id] for each in heard if each.proposal_id}
    others = [each.id for each in heard if not each.proposal_id]
    if others:
        petitions = select(o.motion_id).where(
            o.community_id == community_id, o.motion_id.in_(others), o.mover == PETITION
        )
        found |= dict.fromkeys(tx.connection.scalars(petitions), "")
    return found


def _item(
    tx: Transaction,
    on: Sitting,
    motion: Motion,
    row: RuleRow,
    floor: Floor,
    mover: str | None,
) -> Item:
    item = Item(
        id=motion.id,
        number=motion.number,
        title=motion.title,
        body=motion.body,
        state=motion.state,
        by_hands=False,
        backed=mover is not None,
        mover=mover or "",
    )
    if not row.by_show_of_hands:
        return item
    named = tuple(each for each in electorates_of(row) if each not in _NOT_ONE_EACH)
    told = next((each for each in named if each in floor.body), "")
    entitled = floor.body.get(told, -1)
    on_floor = floor.motion is not None and floor.motion.motion == motion.id
    if not told and on_floor and named:
        told, entitled = _listed(tx, on, named)
    return replace(
        item,
        by_hands=bool(named),
        electorates=named,
        electorate=told or next(iter(named), ""),
        entitled=entitled,
        needed=_needed(row, told, entitled),
    )


def _listed(tx: Transaction, on: Sitting, named: tuple[str, ...]) -> tuple[str, int]:
    """The electorate whose size the residents' list tells; else the first, of unknown size."""
    for each in named:
        entitled = proposed(tx, on.community_id, on.id, field="entitled", electorate=each)
        if entitled >= 0:
            return each, entitled
    return named[0], -1


def _needed(row: RuleRow, electorate: str, entitled: int) -> int:
    """How many make the quorum; 0 where that is not known."""
    limb = next((each for each in row.participation if each.electorate == electorate), None)
    return 0 if limb is None or entitled < 0 else limb.share.needed(of=entitled)


def names_of(tx: Transaction, community_id: str, ids: Iterable[str]) -> Mapping[str, str]:
    """Tell people's names by their ids."""
    wanted = sorted(set(ids) - {""})
    if not wanted:
        return {}
    r = residents.c
    rows = tx.connection.execute(
        select(r.id, r.name).where(r.community_id == community_id, r.id.in_(wanted))
    )
    return {row.id: row.name for row in rows}


def stamp(tx: Transaction, community_id: str, meeting_id: str) -> tuple[int, int, int]:
    """Tell the last event's position, how many came and how many left: what a page goes by."""
    e, a = floor_events.c, attendance.c
    last = (
        select(func.max(e.position))
        .where(e.community_id == community_id, e.meeting_id == meeting_id)
        .scalar_subquery()
    )
    row = tx.connection.execute(
        select(
            last.label("last"),
            func.count().label("came"),
            func.count(a.left_at).label("left"),
        ).where(a.community_id == community_id, a.meeting_id == meeting_id)
    ).one()
    return row.last or 0, row.came, row.left
