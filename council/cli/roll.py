"""The ownership roll at the command line: import with a preview, export."""

from collections.abc import Iterator
from pathlib import Path

import click

from council.cli.hall import command_hall, community_of, in_community, operate, stop
from council.cli.opening import FILE, read_table_file, refusing, tell_reading
from council.cli.terminal import say_line
from council.kernel.database.transaction import Transaction
from council.kernel.private_files import write_private
from council.kernel.refusals import Refusal
from council.kernel.values import OPERATOR
from council.people.records import actor
from council.roll.commands import ImportRoll, RollImported, RollWaits
from council.roll.reading_commands import TakeRoll
from council.roll.reads import RollFile, roll_file
from council.rules.records import rules_of
from voting.formats.roll_csv import read_roll_to_keep
from voting.formats.roll_table import RollTable
from voting.roll import Kind


@click.group()
def roll() -> None:
    """The ownership roll 产权清册."""


@roll.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--removes",
    type=int,
    default=0,
    metavar="N",
    help="Confirm that the file leaves N units out, where these are many.",
)
@in_community
def import_roll(file: Path, community: str | None, *, dry_run: bool, removes: int) -> None:
    """Replace the roll by a CSV or XLSX file's units; all or nothing."""
    content = read_table_file(file)
    with command_hall() as app:
        at = community_of(app, community)
        rules = app.bus.read_now(lambda tx: rules_of(tx, at))
        table = _read(content, file.name, rules.counted_kinds)
        fields = {"units": table.units, "same_owner": frozenset(table.same_owner)}
        done: RollImported = operate(app, at, ImportRoll, dry_run=True, **fields)
        for line in _told(done, table):
            say_line(line)
        if done.to_confirm:
            for line in _asked(done, table, file.name):
                say_line(line, err=True)
            raise click.exceptions.Exit(2)
        if not dry_run:
            kept: RollImported | RollWaits = operate(
                app, at, ImportRoll, content=content, file=file.name, removes=removes, **fields
            )
            if isinstance(kept, RollWaits):
                votes = ", ".join(f"{each.number} {each.title}" for each in kept.frozen)
                say_line(
                    f"roll: {kept.removed} of {kept.of} units would be removed while votes"
                    f" run ({votes}): it waits for a facilitator, /roll"
                )
                return
            done = kept
    said = "would be " if done.dry_run else ""
    say_line(
        f"roll: {said}{done.added} added, {done.changed} changed, {done.removed} removed,"
        f" {done.unchanged} unchanged; {done.units} units, {done.heads} heads,"
        f" {_area(done.area_x100)}"
    )


def _read(content: bytes, name: str, counted: frozenset[Kind]) -> RollTable:
    """Read the file, or end with everything that is wrong with it."""
    with refusing():
        table = read_roll_to_keep(content, file=name, counted=counted)
    tell_reading(table.notes, table.unknown_columns)
    return table


@roll.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_community
def export_roll(file: Path, community: str | None) -> None:
    """Write the roll as a CSV file that can be imported again unchanged."""
    with command_hall() as app:
        at = community_of(app, community)
        operate(app, at, TakeRoll)

        def read(tx: Transaction) -> RollFile | Refusal:
            who = actor(tx, OPERATOR, at)
            assert who is not None, "the operator is known everywhere"
            return roll_file(tx, who)

        found = app.bus.read_now(read)
    assert not isinstance(found, Refusal), "it could be taken a moment ago"
    try:
        write_private(file, found.content)
    except OSError as error:
        stop(f"{file}: cannot be written ({error.strerror}); choose another place")
    say_line(f"roll: {found.figures.units} units written to {file}")


def _area(x100: int) -> str:
    return f"{x100 // 100:,}.{x100 % 100:02d} m²"


def _told(done: RollImported, table: RollTable) -> Iterator[str]:
    """What changes, field by field, and what somebody should look at."""
    for cell in table.rewritten:
        yield f"line {cell.line}, {cell.column}: {cell.before} is read as {cell.after}"
    for names in done.spellings:
        yield f"written almost alike: {' / '.join(names)}"
    if not done.before.units:
        return
    for word_, codes in (("added", done.diff.added), ("removed", done.diff.removed)):
        if codes:
            yield f"{word_}: {' '.join(codes)}"
    for change in done.diff.changes:
        yield f"{change.unit} {change.field}: {change.before or '-'} → {change.after or '-'}"
    if done.before.heads != done.heads:
        yield f"heads: {done.before.heads} → {done.heads}"
    if done.before.area_x100 != done.area_x100:
        yield f"area: {_area(done.before.area_x100)} → {_area(done.area_x100)}"
    if done.frozen:
        votes = ", ".join(f"{each.number} {each.title}" for each in done.frozen)
        yield f"running polls keep the roll frozen for them: {votes}"


def _asked(done: RollImported, table: RollTable, name: str) -> Iterator[str]:
    """Whom a person must confirm or split, with the lines where they stand."""
    lines = {unit.code: line for unit, line in zip(table.units, table.lines, strict=True)}
    at: dict[str, int] = {str(code): line for code, line in lines.items()}
    for each in done.to_confirm:
        where = ", ".join(str(at[code]) for code in each.units)
        yield (
            f"yishi: {name}:{at[each.units[0]]}: {each.owner} owns {' '.join(each.units)}"
            f" (lines {where}); if that is one person write same_owner = yes on these lines,"
            f" of namesakes make {each.owner}#1 and {each.owner}#2"
        )
