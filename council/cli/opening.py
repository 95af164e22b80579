"""Opening the files that commands are given, and refusing them in the clerk's language.

One place for every command: what cannot be read is one line on stderr and exit 2, whatever is
wrong with it. Exit 1 means that the answer is no.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NoReturn

import click

from council.cli.counting_voice import catalog_of, locale_here
from council.cli.terminal import say_line
from voting.formats.containers import GZIP, ZIP, refuse_strange, unpacked
from voting.formats.faults import BadInput, Fault, bad
from voting.formats.notes import Note
from voting.formats.text import LARGEST_MB, MEGABYTE, read_text

BAD_INPUT = 2
#: Where the sentences for faults stand, and how these files call columns by their fixed names.
_CATALOGS = ("kernel/screens", "roll", "counter/ballot_files", "rules/power_list", "statements")
_COLUMNS = ("roll.field.", "ballots_file.field.", "powers.field.")
_PIECE = 1 << 20
#: What the reader of a table did by itself, before what it did it with.
_NOTES = {
    "skipped": "left out, as a title, a total or a note: line",
    "hidden_sheet": "the sheet is hidden, and was read:",
    "hidden": "hidden in the sheet, and read: lines",
    "other_sheets": "sheets not read:",
    "ownerless": "no owner is written, so the developer's:",
}

#: A file as a command's argument; whether it can be read is seen when it is read.
FILE = click.Path(path_type=Path)


def read_file(path: Path) -> tuple[bytes, str]:
    """Read a file, unpacked where it is gzip; tells its bytes and its name without ``.gz``.

    Raises ``BadInput``. What is longer than any text may be is not read to its end.
    """
    name = path.name
    limit = LARGEST_MB * MEGABYTE
    pieces: list[bytes] = []
    try:
        with path.open("rb") as source:
            # Counted here: a device does not tell how far it was read.
            while len(pieces) * _PIECE <= limit and (piece := source.read(_PIECE)):
                pieces.append(piece)
    except FileNotFoundError:
        raise bad("file.missing", file=name) from None
    except IsADirectoryError:
        raise bad("file.directory", file=name) from None
    except PermissionError:
        raise bad("file.not_permitted", file=name) from None
    except (OSError, ValueError) as error:
        text = str(getattr(error, "strerror", None) or error)
        raise bad("file.unreadable", file=name, text=text) from None
    data = b"".join(pieces)
    if len(data) > limit:
        raise bad("file.text_too_large", file=name, limit=LARGEST_MB)
    packed = path.suffix.casefold() == ".gz"
    if packed or data.startswith(GZIP):
        data = unpacked(data, file=name)
    return data, name[: -len(".gz")] if packed else name


@contextmanager
def refusing() -> Iterator[None]:
    """End the command with everything that is wrong with a file, a line each."""
    try:
        yield
    except BadInput as error:
        refuse(error.faults)


def refuse(faults: Iterable[Fault]) -> NoReturn:
    """Say every fault in the clerk's language and end with exit 2."""
    for fault in faults:
        say_line(f"yishi: {told(fault)}", err=True)
    raise click.exceptions.Exit(BAD_INPUT)


def told(fault: Fault) -> str:
    """Say one fault: where, what, remedy."""
    place = ":".join(str(part) for part in (fault.file, fault.line, fault.column) if part)
    words = _words()
    sentence = words.get(f"fault.{fault.key}")
    if sentence is None:
        return fault.message
    params = dict(fault.params)
    if "name" in params:
        params["name"] = column_name(str(params["name"]))
    return f"{place}: {sentence.format_map(params)}"


def column_name(column: str) -> str:
    """Tell what the clerk's language calls a column of a roll or of ballots."""
    words = _words()
    named = (words.get(f"{prefix}{column}") for prefix in _COLUMNS)
    return next((each for each in named if each is not None), column)


def say_crash(error: Exception) -> str:
    """Say that the program itself failed, and where."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = (
        ""
        if trace is None
        else f", {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    )
    return _words()["counting.crash"].format(text=f"{type(error).__name__}{where}")


def read_table_file(path: Path) -> bytes:
    """Read the bytes of a table; ends the command where they cannot be read."""
    with refusing():
        data, _ = read_file(path)
        tell_encoding(data, file=path.name)
    return data


def tell_encoding(data: bytes, *, file: str) -> None:
    """Show how text is read that is not in UTF-8, so that a person sees whether it is right.

    Raises ``BadInput`` for what is neither text nor a workbook.
    """
    refuse_strange(data, file=file)
    if data.startswith(ZIP) or _is_utf_8(data):
        return
    found = read_text(data, file=file)
    said = _words()["counting.encoding"]
    shown = said.format(file=file, encoding=found.encoding, sample=found.sample())
    say_line(shown, err=True)


def tell_reading(notes: Iterable[Note], unread: Iterable[str]) -> None:
    """Tell of a table to be imported what its reader did by itself, and its ``unread`` columns."""
    for note in notes:
        say_line(f"{_NOTES[note.key]} {note.text}", err=True)
    for column in unread:
        say_line(f"column {column}: not read", err=True)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@cache
def _catalog(locale: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for place in _CATALOGS:
        found |= catalog_of(locale, place)
    return found


def _words() -> dict[str, str]:
    return _catalog(locale_here())
