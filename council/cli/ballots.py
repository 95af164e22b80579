"""Ballots of an owners' vote at the command line: import from a file, with a preview."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from council.cli.hall import command_hall, community_of, in_community, operate
from council.cli.opening import FILE, read_table_file, refuse, refusing, tell_reading
from council.cli.terminal import say_line
from council.counter.ballot_files.commands import BallotFaults, BallotsImported, ImportBallots
from council.counter.ballot_files.rules import FILE_CHANNELS
from council.kernel.screens.translator import Translator
from council.people.records import community as community_row
from voting.formats.ballots_csv import BallotTable, read_ballots_to_keep
from voting.formats.faults import Fault


@click.group()
def ballots() -> None:
    """Ballots of an owners' vote 选票."""


@ballots.command("import")
@click.argument("poll", type=click.IntRange(min=1))
@click.argument("file", type=FILE)
@click.option(
    "--channel", type=click.Choice(FILE_CHANNELS), help="For lines that name no channel."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be kept.")
@in_community
def import_ballots(
    poll: int, file: Path, channel: str | None, community: str | None, *, dry_run: bool
) -> None:
    """Keep the ballots of a CSV or XLSX file for an open owners' vote; all or nothing."""
    content = read_table_file(file)
    with command_hall() as app:
        at = community_of(app, community)
        row = app.bus.read_now(lambda tx: community_row(tx, at))
        assert row is not None, "community_of found it"
        table = _read(content, file.name, row.timezone)
        tell_reading(table.notes, table.unknown_columns)
        done: BallotsImported | BallotFaults = operate(
            app,
            at,
            ImportBallots,
            poll=poll,
            table=table,
            content=content,
            channel=channel or "",
            dry_run=dry_run,
        )
    if isinstance(done, BallotFaults):
        refuse(_faults(done, file.name))
    for line in _told(done, Translator("en", row.timezone)):
        say_line(line)


def _read(content: bytes, name: str, timezone: str) -> BallotTable:
    with refusing():
        return read_ballots_to_keep(content, file=name, zone=ZoneInfo(timezone))


def _faults(found: BallotFaults, name: str) -> Iterator[Fault]:
    for each in found.faults:
        yield Fault(
            key=each.key, file=name, line=each.line, column=each.column, params=each.params
        )


def _told(done: BallotsImported, say: Translator) -> Iterator[str]:
    """What was kept, who had voted before, and what a quorum still needs; never a choice."""
    for twice in done.doubled:
        yield f"line {twice.line}: the same owner has a later ballot on line {twice.by}"
    for each in done.conflicts:
        before = f"line {each.line}, {each.unit}: {each.channel} of {say.moment(each.since_at)}"
        yield f"{before} {'is replaced' if each.file_stands else 'is later and stands'}"
    would = "would be " if done.dry_run else ""
    ways = ", ".join(f"{channel} {many}" for channel, many in done.channels)
    yield (
        f"ballots: {would}{done.kept} kept{f' ({ways})' if ways else ''},"
        f" {done.unchanged} unchanged, {len(done.doubled)} doubled, {done.overtaken} overtaken,"
        f" {done.left_out} without a choice; {done.heads} heads, {done.units} units,"
        f" {say.area(done.area_x100)}"
    )
    now = done.turnout
    yield (
        f"participation{' would be' if done.dry_run else ''}:"
        f" {now.heads} of {now.heads_total} heads (needed {now.heads_needed}),"
        f" {say.area(now.area_x100)} of {say.area(now.area_total_x100)}"
        f" (needed {say.area(now.area_needed_x100)})"
    )
