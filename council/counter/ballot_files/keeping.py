"""Keeping a file's ballots: all or nothing, once, in a few statements however many they are."""

from collections import Counter
from dataclasses import replace

from council.counter.ballot_files.commands import BallotFaults, BallotsImported, ImportBallots
from council.counter.ballot_files.reads import record_of, turnout_with
from council.counter.ballot_files.rules import (
    FILE_CHANNELS,
    SIGNED,
    Entry,
    Plan,
    Record,
    plan,
    with_channel,
)
from council.counter.papers.recording import open_poll_for_paper
from council.counter.papers.tables import papers
from council.counter.telling import LaidFor, tell_laid
from council.kernel import files
from council.kernel.acts_log import record as log
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.batch import insert_batch
from council.kernel.database.transaction import Transaction
from council.kernel.files import Attachment
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.file_faults_result import told
from council.kernel.values import Person, value
from council.polls.poll import Poll, named
from council.polls.tables import ballots
from council.rules.poll_kinds import RATIFICATION
from voting.formats.ballots_csv import BallotTable

#: What a file of ballots is attached to: its poll's id and its own hash.
SUBJECT = "ballots_file"


@value
class Judged:
    """A file held against the record, with what is told of it."""

    plan: Plan
    told: BallotsImported


def import_ballots(
    tx: Transaction, who: Person, command: ImportBallots
) -> BallotsImported | BallotFaults | Refusal:
    """Keep a file's ballots; with ``dry_run`` only tell what it would bring."""
    poll = open_ratification(tx, who, command.poll, lock=not command.dry_run)
    if isinstance(poll, Refusal):
        return poll
    if command.channel and command.channel not in FILE_CHANNELS:
        return refuse("press.unknown")
    table = with_channel(command.table, command.channel)
    judged = judge(tx, who, poll, table)
    if not isinstance(judged, Judged):
        return judged
    if lacks_channel(table):
        return refuse("ballots_file.no_channel", count=lacks_channel(table))
    return judged.told if command.dry_run else keep(tx, who, poll, judged, command.content)


def open_ratification(
    tx: Transaction, who: Person, number: int, *, lock: bool = False
) -> Poll | Refusal:
    """Find an owners' vote that takes ballots now."""
    poll = open_poll_for_paper(tx, who, number, lock=lock)
    if isinstance(poll, Refusal):
        return (
            refuse("ballots_file.closed", **poll.params)
            if poll.key == "ballot.paper_closed"
            else poll
        )
    return poll if poll.kind == RATIFICATION else refuse("ballots_file.ranking", **named(poll))


def lacks_channel(table: BallotTable) -> int:
    """Count the lines of which nobody said how they came."""
    return sum(not row.channel for row in table.rows)


def judge(
    tx: Transaction, who: Person, poll: Poll, table: BallotTable
) -> Judged | BallotFaults | Refusal:
    """Hold a file against the record: its preview, or everything that is wrong with it."""
    if not table.rows and not table.faults:
        return refuse("ballots_file.empty", left_out=table.left_out)
    record = record_of(tx, poll, who.timezone)
    found = plan(table, record)
    if not isinstance(found, Plan):
        return BallotFaults(number=poll.number, file=table.file, faults=told(found))
    return Judged(plan=found, told=_told(tx, poll, table, found, record))


def keep(
    tx: Transaction, who: Person, poll: Poll, judged: Judged, content: bytes
) -> BallotsImported:
    """Keep what a preview showed, with its file as evidence; the poll is locked.

    A file that brings nothing new leaves no trace the second time.
    """
    found, shown = judged.plan, judged.told
    if found.entries or found.overtaken:
        sha256 = files.keep_table(tx, poll.community_id, content)
        subject = f"{poll.id}/{sha256}"
        if found.entries or not files.attachments_of(tx, poll.community_id, SUBJECT, subject):
            evidence = (Attachment(kind="document", sha256=sha256),)
            files.attach(tx, poll.community_id, SUBJECT, subject, evidence)
            _write(tx, who, poll, found.entries)
            log(
                tx,
                who,
                "ballot.import",
                "poll",
                poll.id,
                number=poll.number,
                file=sha256,
                kept=shown.kept,
                replaced=len(shown.conflicts) - shown.overtaken,
                overtaken=shown.overtaken,
                doubled=len(shown.doubled),
                unchanged=shown.unchanged,
                **dict(shown.channels),
            )
            tell_laid(
                tx,
                poll,
                [
                    LaidFor(
                        slot=each.act.slot,
                        revision=each.revision,
                        how=each.act.channel,
                        replaced=each.revision > 1,
                    )
                    for each in found.entries
                ],
            )
    return replace(shown, dry_run=False)


def _told(
    tx: Transaction, poll: Poll, table: BallotTable, found: Plan, record: Record
) -> BallotsImported:
    heads = {each.head: record.heads[each.head] for each in found.entries}
    channels = Counter(each.act.channel for each in found.entries)
    return BallotsImported(
        number=poll.number,
        title=poll.title,
        rows=len(table.rows),
        kept=len(found.entries),
        heads=len(heads),
        units=sum(len(head.units) for head in heads.values()),
        area_x100=sum(head.area_x100 for head in heads.values()),
        channels=tuple((each, channels[each]) for each in FILE_CHANNELS if channels[each]),
        unchanged=found.unchanged,
        left_out=table.left_out,
        doubled=found.doubled,
        conflicts=found.conflicts,
        turnout=turnout_with(tx, poll, found.entries, record),
        dry_run=True,
    )


def _write(tx: Transaction, who: Person, poll: Poll, entries: tuple[Entry, ...]) -> None:
    """Write ballots as the next revisions of their slots, and their signed papers."""
    its = {"community_id": poll.community_id, "poll_id": poll.id}
    insert_batch(
        tx.connection,
        ballots,
        [
            {
                **its,
                "slot": each.act.slot,
                "revision": each.revision,
                "content": each.act.content,
                "channel": each.act.channel,
                "cast_at": each.act.cast_at,
                "cast_by": who.id,
                "paper_serial": each.act.serial or None,
            }
            for each in entries
        ],
    )
    insert_batch(
        tx.connection,
        papers,
        [
            {
                **its,
                "serial": each.act.serial,
                "slot": each.act.slot,
                "revision": each.revision,
                "scan": None,
                "recorded_by": who.id,
                "recorded_at": tx.now,
            }
            for each in entries
            if each.act.serial and each.act.channel in SIGNED
        ],
    )


BALLOTS_FILE: UseCases = {ImportBallots: import_ballots}
