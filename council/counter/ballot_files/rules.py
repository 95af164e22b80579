"""Ballots by file: paper, meeting and an official system's, held against the record of one poll.

Every channel goes on one roll and a head is counted once: of one owner's acts for one head the
latest by its own time stands, whichever way it came. Pure: a file and a record before, and what
would be kept after. Nothing here tells what anybody chose elsewhere.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from council.counter.papers.rules import check_serial
from council.kernel.refusals import Refusal
from council.kernel.values import value
from council.polls.ballots.rules import MOST_REVISIONS
from council.polls.ratification import choice_content
from voting.formats.ballots_csv import (
    KEPT_COLUMNS,
    BallotTable,
    FiledBallot,
    moment_s,
    stranger_fault,
)
from voting.formats.faults import Fault, Param
from voting.ratification import OwnerBallot
from voting.roll import Head, Unit, UnitCode

#: Ways by which a ballot of a file may have come; the acts of the two bots are not for files.
FILE_CHANNELS = ("paper", "meeting", "official_import")
#: Those of them whose ballots are signed papers.
SIGNED = ("paper", "meeting")


@value
class Act:
    """One ballot in the record: an owner's slot, and what was said, when and which way."""

    slot: str
    content: str
    channel: str
    cast_at: int
    serial: str


@value
class Last:
    """The highest revision of a slot; nothing stands where its content is empty."""

    revision: int
    act: Act


@value
class Record:
    """What a file is held against: the frozen roll, the window, and every ballot kept so far.

    ``heads`` by name; ``slots`` by head's name and owner; ``serials`` by whose papers they are.
    ``opens`` and ``closes`` tell the window in the community's time.
    """

    units: Mapping[UnitCode, Unit]
    heads: Mapping[str, Head]
    slots: Mapping[tuple[str, str], str]
    last: Mapping[str, Last]
    acts: frozenset[Act]
    serials: Mapping[str, frozenset[str]]
    opens_at: int
    closes_at: int
    now: int
    opens: str
    closes: str


@value
class Entry:
    """A ballot that would be kept as a slot's ``revision``, and the line it stands on."""

    line: int
    unit: str
    head: str
    revision: int
    act: Act
    ballot: OwnerBallot


@value
class Conflict:
    """A ballot stands for this owner already: which way it came, since when, and what will stand.

    ``file_stands``: the file's is the later act; otherwise the line is overtaken and not kept.
    """

    line: int
    unit: str
    channel: str
    since_at: int
    file_stands: bool


@value
class Doubled:
    """A line whose owner has a later one in the same file for the same head."""

    line: int
    by: int


@value
class Plan:
    """What a file would do. ``unchanged`` lines are in the record already."""

    entries: tuple[Entry, ...]
    conflicts: tuple[Conflict, ...]
    doubled: tuple[Doubled, ...]
    unchanged: int

    @property
    def overtaken(self) -> int:
        """How many lines are earlier than what stands."""
        return sum(not each.file_stands for each in self.conflicts)

    @property
    def fingerprint(self) -> str:
        """Hash what was shown: another hash later means that the record has changed meanwhile."""
        told = [
            [[each.act.slot, each.revision] for each in self.entries],
            [[each.line, each.channel, each.since_at] for each in self.conflicts],
            self.unchanged,
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def with_channel(table: BallotTable, channel: str) -> BallotTable:
    """Give the lines that name no channel the one that was picked for the whole file."""
    return replace(
        table,
        rows=tuple(
            row if row.channel or not channel else replace(row, channel=channel)
            for row in table.rows
        ),
    )


def plan(table: BallotTable, record: Record) -> Plan | tuple[Fault, ...]:
    """Hold a file against the record: what it would do, or everything that is wrong with it."""
    judge = _Judge(table, record)
    placed = [(row, act) for row in table.rows if (act := judge.act(row)) is not None]
    if judge.faults:
        return judge.sorted_faults()
    latest: dict[str, tuple[FiledBallot, Act]] = {}
    for row, act in placed:
        earlier = latest.get(act.slot)
        if earlier is None or row.ballot.at >= earlier[0].ballot.at:
            latest[act.slot] = row, act
    for row, act in placed:
        judge.check_order(row, act, latest=latest[act.slot])
    if judge.faults:
        return judge.sorted_faults()
    return Plan(
        entries=tuple(judge.entry(row, act) for row, act in latest.values() if judge.is_new(act)),
        conflicts=tuple(
            conflict
            for row, act in latest.values()
            if (conflict := judge.conflict(row, act)) is not None
        ),
        doubled=tuple(
            Doubled(line=row.ballot.line, by=latest[act.slot][0].ballot.line)
            for row, act in placed
            if row is not latest[act.slot][0]
        ),
        unchanged=sum(act in record.acts for _, act in latest.values()),
    )


class _Judge:
    """Reads line by line and notes what is wrong; a cell is objected to once."""

    def __init__(self, table: BallotTable, record: Record) -> None:
        self.table = table
        self.record = record
        self.faults = list(table.faults)
        self._cells = {(each.line, each.column) for each in table.faults}
        self._serials: dict[str, tuple[FiledBallot, Act]] = {}

    def act(self, row: FiledBallot) -> Act | None:
        """Tell the act that a line records; None where it has a fault."""
        slot = self._slot(row)
        self._check_time(row)
        serial = self._serial(row)
        if slot is None or serial is None:
            return None
        act = Act(
            slot=slot,
            content=choice_content(row.ballot.choice.value),
            channel=row.channel,
            cast_at=int(row.ballot.at),
            serial=serial,
        )
        self._check_changes(row, act)
        if serial:
            self._check_serial(row, act)
        return act

    def check_order(self, row: FiledBallot, act: Act, *, latest: tuple[FiledBallot, Act]) -> None:
        """Of two ballots that say otherwise, or of one and what stands, the later must be known.

        A time without seconds lasts a minute, a date alone a day.
        """
        last, latest_act = latest
        if act is not latest_act:
            unsure = last.ballot.at < row.ballot.at + moment_s(row.written)
            if unsure and act.content != latest_act.content:
                owner = row.ballot.owner
                other = row.ballot.line
                self._object(last, "time", "ballot.same_time", owner=owner, other=other)
            return
        stands = self._stands(act.slot)
        if stands is None or act in self.record.acts:
            return
        if row.ballot.at < stands.cast_at < row.ballot.at + moment_s(row.written):
            self._object(row, "time", "ballot.time_unsure", text=row.written)

    def sorted_faults(self) -> tuple[Fault, ...]:
        """Give what is wrong, in the order of the file."""
        return tuple(sorted(self.faults, key=lambda each: (each.line or 0, each.column or 0)))

    def is_new(self, act: Act) -> bool:
        """Whether the act is not in the record and nothing later stands."""
        stands = self._stands(act.slot)
        return act not in self.record.acts and (stands is None or act.cast_at >= stands.cast_at)

    def entry(self, row: FiledBallot, act: Act) -> Entry:
        """Make the revision that the act becomes; it speaks through its head's first unit."""
        record, last = self.record, self.record.last.get(act.slot)
        head = ";".join(record.units[row.ballot.unit].voters)
        return Entry(
            line=row.ballot.line,
            unit=row.ballot.unit,
            head=head,
            revision=1 if last is None else last.revision + 1,
            act=act,
            ballot=replace(row.ballot, unit=record.heads[head].units[0], at=act.cast_at),
        )

    def conflict(self, row: FiledBallot, act: Act) -> Conflict | None:
        """Tell what stands already for an act's slot."""
        stands = self._stands(act.slot)
        if stands is None or act in self.record.acts:
            return None
        return Conflict(
            line=row.ballot.line,
            unit=row.ballot.unit,
            channel=stands.channel,
            since_at=stands.cast_at,
            file_stands=act.cast_at >= stands.cast_at,
        )

    def _stands(self, slot: str) -> Act | None:
        last = self.record.last.get(slot)
        return None if last is None or not last.act.content else last.act

    def _object(self, row: FiledBallot, column: str, key: str, **params: Param) -> None:
        line, number = row.ballot.line, self.table.columns.get(column)
        if (line, number) in self._cells:
            return
        self._cells.add((line, number))
        self.faults.append(
            Fault(key=key, file=self.table.file, line=line, column=number, params=params)
        )

    def _slot(self, row: FiledBallot) -> str | None:
        ballot, record = row.ballot, self.record
        stranger = stranger_fault(ballot, units=record.units)
        if stranger is not None:
            column, key, params = stranger
            self._object(row, column, key, **params)
            return None
        name = ";".join(record.units[ballot.unit].voters)
        head = record.heads.get(name)
        if head is None:
            self._object(row, "unit", "ballot.no_head", unit=ballot.unit)
            return None
        slot = record.slots.get((name, ballot.owner))
        if slot is None:
            nominee = head.nominee or ""
            params = {"unit": ballot.unit, "owner": ballot.owner, "nominee": nominee}
            self._object(row, "owner", "ballot.not_the_nominee", **params)
        return slot

    def _check_time(self, row: FiledBallot) -> None:
        at, record = row.ballot.at, self.record
        if at < record.opens_at:
            self._object(row, "time", "ballot.too_early", text=row.written, opens=record.opens)
        elif at >= record.closes_at:
            self._object(row, "time", "ballot.too_late", text=row.written, closes=record.closes)
        elif at > record.now:
            self._object(row, "time", "ballot.future", text=row.written)

    def _serial(self, row: FiledBallot) -> str | None:
        if row.serial:
            serial = check_serial(row.serial)
            if isinstance(serial, Refusal):
                self._object(row, "serial", "ballot.serial_malformed", text=row.serial)
                return None
            return serial
        if row.channel != "paper":
            return ""
        if "serial" in self.table.columns:
            self._object(row, "serial", "ballot.no_serial")
        elif (self.table.header_line, None) not in self._cells:
            self._cells.add((self.table.header_line, None))
            known = next(each.headers for each in KEPT_COLUMNS if each.name == "serial")
            self.faults.append(
                Fault(
                    key="table.header_missing",
                    file=self.table.file,
                    line=self.table.header_line,
                    params={"name": "serial", "known": " / ".join(known)},
                )
            )
        return None

    def _check_changes(self, row: FiledBallot, act: Act) -> None:
        last = self.record.last.get(act.slot)
        if last is not None and last.revision >= MOST_REVISIONS and self.is_new(act):
            params: dict[str, Param] = {"owner": row.ballot.owner, "most": MOST_REVISIONS}
            self._object(row, "owner", "ballot.too_many_changes", **params)

    def _check_serial(self, row: FiledBallot, act: Act) -> None:
        """One serial is one paper: of one owner, with one choice, given at one time.

        An official system may name the same owner's later ballot by the same number.
        """
        first, same = self._serials.setdefault(act.serial, (row, act))
        if same != act:
            params: dict[str, Param] = {"serial": act.serial, "other": first.ballot.line}
            self._object(row, "serial", "ballot.serial_twice", **params)
        used_by = self.record.serials.get(act.serial, frozenset())
        if not used_by or act in self.record.acts:
            return
        if act.channel in SIGNED or act.slot not in used_by:
            self._object(row, "serial", "ballot.serial_used", serial=act.serial)
