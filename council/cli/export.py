"""``yishi export``: a counted vote, or who was at a meeting, as files for their keepers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from council.cli.hall import command_hall, community_of, operate, stop
from council.cli.terminal import say_line
from council.counter.count_sheets.commands import TakeCountSheet
from council.counter.count_sheets.reads import Count, count_of
from council.counter.count_sheets.screens import files_of
from council.kernel.database.transaction import Transaction
from council.kernel.private_files import make_private, write_private
from council.kernel.refusals import Refusal
from council.kernel.screens.render import plain_text
from council.kernel.screens.translator import Translator
from council.kernel.values import OPERATOR
from council.meetings.arrivals.commands import TakeList
from council.meetings.arrivals.lists import PresentList, present_list
from council.meetings.arrivals.lists import files_of as present_files
from council.people.records import actor
from council.wordings import render


@click.group()
def export() -> None:
    """Write votes, minutes, and who was at a meeting, as files."""


@export.command()
@click.argument("number", type=click.IntRange(min=1))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--community", metavar="SLUG", help="Which community (default: the only one).")
def ratification(number: int, folder: Path, community: str | None) -> None:
    """Write the counted ratification NUMBER into DIR: roll, ballots, result, count sheet.

    The files name people and say how they voted. `yishi ratify DIR/roll.csv DIR/ballots.csv` gives
    the result again.
    """
    # That somebody took the votes is noted in the record, so a folder must be there before.
    with _made(folder), command_hall() as app:
        community_id = community_of(app, community)
        operate(app, community_id, TakeCountSheet, poll=number)

        def read(tx: Transaction) -> tuple[Count | Refusal, str]:
            who = actor(tx, OPERATOR, community_id)
            assert who is not None, "the community was found"
            return count_of(tx, who, number), who.timezone

        count, timezone = app.bus.read_now(read)
        assert not isinstance(count, Refusal), "it could be taken a moment ago"
        files = files_of(count, Translator(app.settings.locale, timezone))
    try:
        for name, text in files.items():
            make_private((folder / name).parent)
            write_private(folder / name, text.encode())
    except OSError as error:
        stop(f"{folder}: cannot be written ({error.strerror}); what is there is not whole")
    say_line(f"{number}: {len(count.units)} units, {len(count.ballots)} ballots in {folder}")
    delivered = f" --delivered {folder}/delivered.csv" if "delivered.csv" in files else ""
    say_line(
        f"again: yishi ratify {folder}/roll.csv {folder}/ballots.csv --class {count.legal_class}"
        f" --profile {count.profile} --rules {folder}/rules{delivered}"
    )


@export.command()
@click.argument("number", type=click.IntRange(min=1))
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--community", metavar="SLUG", help="Which community (default: the only one).")
def minutes(number: int, file: Path, community: str | None) -> None:
    """Write the minutes of meeting NUMBER into FILE, as its ending says: .docx or .pdf.

    As they stand: a draft says that it is one. The file names people who spoke.
    """
    from council.meetings.minutes.docx_file import docx_of
    from council.meetings.minutes.pdf_file import pdf_of
    from council.meetings.minutes.public import Sheet, sheet_of
    from council.meetings.records import meeting_by

    writer = {".docx": docx_of, ".pdf": pdf_of}.get(file.suffix.lower())
    if writer is None:
        stop(f"{file}: let the name end in .docx or .pdf")
    if file.exists():
        stop(f"{file} is there already; name a new one")
    with command_hall() as app:
        community_id = community_of(app, community)

        def read(tx: Transaction) -> Sheet | None:
            meeting = meeting_by(tx, community_id, number=number)
            return None if meeting is None else sheet_of(tx, meeting)

        sheet = app.bus.read_now(read)
        if sheet is None:
            stop(f"meeting {number} has no minutes")
        content = writer(sheet)
        if isinstance(content, Refusal):
            stop(plain_text(render(content, Translator(app.settings.locale)).text, 500))
    write_private(file, content)
    say_line(f"{number}: revision {sheet.revision} ({sheet.state}) in {file}")


@export.command()
@click.argument("number", type=click.IntRange(min=1))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--community", metavar="SLUG", help="Which community (default: the only one).")
def attendance(number: int, folder: Path, community: str | None) -> None:
    """Write who was at meeting NUMBER into DIR, as CSV and as a workbook. The files name people."""
    with command_hall() as app:
        community_id = community_of(app, community)
        operate(app, community_id, TakeList, number=number)

        def read(tx: Transaction) -> tuple[PresentList | Refusal, str]:
            who = actor(tx, OPERATOR, community_id)
            assert who is not None, "the community was found"
            return present_list(tx, who, number), who.timezone

        found, timezone = app.bus.read_now(read)
        assert not isinstance(found, Refusal), "it could be taken a moment ago"
        uploads = present_files(found, Translator(app.settings.locale, timezone))
    make_private(folder)
    for upload in uploads:
        write_private(folder / upload.name, upload.content)
    say_line(f"{number}: {len(found.lines)} people in {folder}")


@export.command()
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--community", metavar="SLUG", help="Which community (default: the only one).")
def ledger(file: Path, community: str | None) -> None:
    """Write the whole ledger into FILE, as its ending says: .beancount, .csv or .xlsx.

    A line for each transfer, so also the amount of each single gift: it is for auditors. Nobody is
    named. What the pages offer tells gifts only several at a time.
    """
    from council.campaigns.ledger.files import ENDINGS, ledger_file
    from council.campaigns.ledger.journal import JournalLine, journal
    from council.people.public import every

    ending = file.suffix.lower()
    if ending not in ENDINGS:
        stop(f"{file}: let the name end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}")
    if file.exists():
        stop(f"{file} is there already; name a new one")
    with command_hall() as app:
        community_id = community_of(app, community)

        def read(tx: Transaction) -> tuple[tuple[JournalLine, ...], str, str, int]:
            (here,) = (each for each in every(tx) if each.id == community_id)
            return journal(tx, community_id), here.name, here.timezone, tx.now

        lines, name, timezone, now = app.bus.read_now(read)
        say = Translator(app.settings.locale, timezone)
        content = ledger_file(ending, lines, say, name=name, now=now)
    try:
        write_private(file, content)
    except OSError as error:
        stop(f"{file}: cannot be written ({error.strerror}); name another file")
    say_line(f"ledger: {len(lines)} transfers in {file}")


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make an empty folder, or end the command; it is gone again if nothing comes of it."""
    try:
        new = not folder.exists()
        if not new and any(folder.iterdir()):
            stop(f"{folder}: the folder is not empty; name a new one")
        make_private(folder)
    except OSError as error:
        stop(f"{folder}: cannot be written ({error.strerror}); name another folder")
    try:
        yield
    except BaseException:
        if new:
            folder.rmdir()
        raise
