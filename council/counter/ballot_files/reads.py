"""What a file of ballots is held against, and the list that a clerk fills in with a spreadsheet."""

import re
from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select

from council.counter.ballot_files.rules import Act, Entry, Last, Record
from council.counter.papers.tables import papers
from council.kernel.database.transaction import Transaction
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.polls.commands import Turnout
from council.polls.electorate.reads import frozen_roll, head_name
from council.polls.poll import Poll, named
from council.polls.records import poll_by
from council.polls.tables import ballots, electorate, polls
from council.polls.view import turnout
from council.rules.poll_kinds import RATIFICATION
from voting.formats.ballots_csv import KEPT_COLUMNS
from voting.formats.table import write_workbook
from voting.roll import heads_of

#: How a fault tells a time: as the file writes it.
_MOMENT = "%Y-%m-%d %H:%M"


#: How the blank list of a poll is called; a copy may be called ``ballots-2 (1).xlsx``.
_BLANK_LIST = re.compile(r"ballots-([0-9]{1,9})(?![0-9])", re.ASCII)


def poll_of_file(name: str) -> int | None:
    """Tell by a file's name whose blank list it was; None for any other name."""
    found = _BLANK_LIST.match(name)
    return None if found is None else int(found[1])


@value
class BallotsTemplate:
    """The list of everybody who may vote, to be filled in; ``lines`` of it."""

    number: int
    title: str
    name: str
    content: bytes
    lines: int


def record_of(tx: Transaction, poll: Poll, timezone: str) -> Record:
    """Read a poll's frozen roll and all that was cast, in a few statements."""
    b, p = ballots.c, papers.c
    units = frozen_roll(tx, poll.community_id, poll.id)
    acts: list[Act] = []
    last: dict[str, Last] = {}
    serials: dict[str, set[str]] = {}
    cast = select(b.slot, b.revision, b.content, b.channel, b.cast_at, b.paper_serial).where(
        b.community_id == poll.community_id, b.poll_id == poll.id
    )
    for slot, revision, content, channel, cast_at, serial in tx.connection.execute(
        cast.order_by(b.slot, b.revision)
    ):
        act = Act(
            slot=slot, content=content, channel=channel, cast_at=cast_at, serial=serial or ""
        )
        acts.append(act)
        last[slot] = Last(revision=revision, act=act)
        if serial:
            serials.setdefault(serial, set()).add(slot)
    kept = select(p.serial, p.slot).where(
        p.community_id == poll.community_id, p.poll_id == poll.id
    )
    for serial, slot in tx.connection.execute(kept):
        serials.setdefault(serial, set()).add(slot)
    zone = ZoneInfo(timezone)
    return Record(
        units={unit.code: unit for unit in units},
        heads={head_name(head): head for head in heads_of(units)},
        slots=_slots(tx, poll),
        last=last,
        acts=frozenset(acts),
        serials={serial: frozenset(slots) for serial, slots in serials.items()},
        opens_at=poll.opens_at,
        closes_at=poll.closes_at,
        now=tx.now,
        opens=f"{datetime.fromtimestamp(poll.opens_at, zone):{_MOMENT}}",
        closes=f"{datetime.fromtimestamp(poll.closes_at, zone):{_MOMENT}}",
    )


def _slots(tx: Transaction, poll: Poll) -> dict[tuple[str, str], str]:
    e = electorate.c
    query = select(e.head, e.owner_key, e.slot).where(
        e.community_id == poll.community_id, e.poll_id == poll.id
    )
    return {(head, owner): slot for head, owner, slot in tx.connection.execute(query)}


def turnout_with(
    tx: Transaction, poll: Poll, entries: tuple[Entry, ...], record: Record
) -> Turnout:
    """Count who will have taken part once these ballots are kept."""
    standing = {slot for slot, last in record.last.items() if last.act.content}
    return turnout(
        tx,
        poll,
        more=tuple(each.ballot for each in entries),
        newly=sum(each.act.slot not in standing for each in entries),
    )


def ballots_template(tx: Transaction, who: Person, poll: int) -> BallotsTemplate | Refusal:
    """Make the list: a line for each unit and person who may vote for it, without a choice.

    It holds names and no choices, whatever was cast, so it is for the desk only.
    """
    refusal = check(who, "ballot.import")
    if refusal is not None:
        return refusal
    found = poll_by(tx, who.community_id, number=poll)
    if found is None or found.state == "draft":
        return refuse("poll.unknown", number=poll)
    if found.kind != RATIFICATION:
        return refuse("ballots_file.ranking", **named(found))
    slots = _slots(tx, found)
    language = 0 if who.locale == "en" else 1
    lines = [
        (unit.code, owner, *("" for _ in KEPT_COLUMNS[2:]))
        for unit in frozen_roll(tx, found.community_id, found.id)
        for owner in unit.voters
        if (";".join(unit.voters), owner) in slots
    ]
    return BallotsTemplate(
        number=found.number,
        title=found.title,
        name=f"ballots-{found.number}.xlsx",
        content=write_workbook([each.headers[language] for each in KEPT_COLUMNS], lines),
        lines=len(lines),
    )


def serials_elsewhere(
    tx: Transaction, poll: Poll, serials: Collection[str]
) -> tuple[tuple[int, int], ...]:
    """Tell which other polls have papers with these serials, and how many; the most first."""
    b, p = ballots.c, polls.c
    many = func.count(b.paper_serial.distinct())
    rows = tx.connection.execute(
        select(p.number, many)
        .join(ballots, and_(b.community_id == p.community_id, b.poll_id == p.id))
        .where(
            p.community_id == poll.community_id,
            p.id != poll.id,
            b.paper_serial.in_(tuple(serials)),
        )
        .group_by(p.number)
        .order_by(many.desc(), p.number)
    )
    return tuple((number, found) for number, found in rows)
