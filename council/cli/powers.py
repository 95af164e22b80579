"""The power-and-duty list at the command line: taken as a table, and brought in again."""

from collections.abc import Iterator
from pathlib import Path

import click

from council.cli.counting_voice import locale_here
from council.cli.hall import command_hall, community_of, in_community, operate, stop
from council.cli.opening import FILE, read_table_file, refusing, tell_reading
from council.cli.terminal import say_line
from council.rules.power_list.commands import AdoptPowers, PowersAdopted
from council.rules.power_list.file import as_csv, as_workbook, read_powers
from council.rules.power_list.records import in_force
from council.rules.power_list.rules import ListDiff
from council.rules.records import rules_of


@click.group()
def powers() -> None:
    """The power-and-duty list 权责清单: who decides what, and who answers."""


@powers.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_community
def export_powers(file: Path, community: str | None) -> None:
    """Write the list in force as a CSV or XLSX file that can be edited and imported."""
    write = {".csv": as_csv, ".xlsx": as_workbook}.get(file.suffix.casefold())
    if write is None:
        stop(f"{file}: give it a name that ends in .csv or .xlsx")
    with command_hall() as app:
        at = community_of(app, community)
        found = app.bus.read_now(lambda tx: in_force(tx, at))
    if not found.matters:
        stop("the list is empty: nothing to export")
    try:
        file.write_bytes(write(found.matters, locale_here()))
    except OSError as error:
        stop(f"{file}: cannot be written ({error.strerror}); choose another place")
    say_line(
        f"powers: version {found.version.number}, {len(found.matters)} matters written to {file}"
    )


@powers.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@in_community
def import_powers(file: Path, community: str | None, *, dry_run: bool) -> None:
    """Adopt the list of a CSV or XLSX file as the newest version; all or nothing."""
    content = read_table_file(file)
    with command_hall() as app:
        at = community_of(app, community)
        rules = app.bus.read_now(lambda tx: rules_of(tx, at))
        with refusing():
            table = read_powers(content, file=file.name, rows=rules.rows)
        tell_reading(table.notes, table.unread)
        done: PowersAdopted = operate(
            app,
            at,
            AdoptPowers,
            matters=table.matters,
            file=file.name,
            content=content,
            dry_run=dry_run,
        )
    for line in _told(done.diff):
        say_line(line)
    said = "would be in force" if done.dry_run else "is in force"
    diff = done.diff
    say_line(
        f"powers: version {done.number} {said}: {len(diff.added)} added,"
        f" {len(diff.changed)} changed, {len(diff.gone)} removed, {diff.unchanged} unchanged"
    )


def _told(diff: ListDiff) -> Iterator[str]:
    """What changes, cell by cell."""
    for said, names in (("added", diff.added), ("removed", diff.gone)):
        for name in names:
            yield f"{said}: {name}"
    for change in diff.changed:
        for each in change.fields:
            yield f"{change.name} {each.field}: {each.before or '-'} → {each.after or '-'}"
    if diff.moved:
        yield "the order changes"
