"""Answers to statements as a table: who agreed (1), disagreed (-1) or was unsure (0) about which.

Two layouts, and nothing else of a file is looked at:

wide   a line for each participant; the columns are ``participant`` and the statements by their
       numbers. What we publish, and the ``participants-votes.csv`` of Polis.
long   a line for each answer: ``voter-id``, ``comment-id``, ``vote``; a later line replaces an
       earlier one. The ``votes.csv`` of Polis.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from voting.formats.cells import cell_lines
from voting.formats.faults import BadInput, Fault, bad

#: An answer as it is written in a cell.
_ANSWERS: Mapping[str, int] = {"1": 1, "0": 0, "-1": -1}
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
PARTICIPANT = "participant"
_LONG = ("voter-id", "comment-id", "vote")
#: Faults that are named at most: a file of another kind has one in every cell.
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """The statements by number, and each participant's answers: statement → 1, 0 or -1."""

    statements: tuple[int, ...]
    answers: tuple[Mapping[int, int], ...]


def read_opinions(data: bytes, *, file: str) -> Opinions:
    """Read a table of answers; raises ``BadInput`` that names what is wrong."""
    lines = (
        (number, [cell.strip() for cell in cells])
        for number, cells in cell_lines(data, file=file, titled=False)
    )
    filled = (each for each in lines if any(each[1]))
    line, header = next(filled, (1, []))
    named = [cell.casefold() for cell in header]
    if all(each in named for each in _LONG):
        return _long(filled, [named.index(each) for each in _LONG], file=file)
    statements = {place: int(cell) for place, cell in enumerate(header) if _NUMBER.fullmatch(cell)}
    if PARTICIPANT not in named or not statements:
        raise bad("opinions.header", file=file, line=line, known=" ".join(_LONG))
    if len(set(statements.values())) < len(statements):
        raise bad("opinions.statement_twice", file=file, line=line)
    return _wide(filled, named.index(PARTICIPANT), statements, file=file)


def _wide(
    lines: Iterable[tuple[int, Sequence[str]]],
    who: int,
    statements: Mapping[int, int],
    *,
    file: str,
) -> Opinions:
    found: dict[str, Mapping[int, int]] = {}
    faults: list[Fault] = []
    for line, cells in lines:
        name = cells[who] if who < len(cells) else ""
        if not name or name in found:
            key = "opinions.participant_twice" if name else "opinions.no_participant"
            faults.append(
                Fault(key=key, file=file, line=line, column=who + 1, params={"text": name})
            )
        given: dict[int, int] = {}
        for place, number in statements.items():
            cell = cells[place] if place < len(cells) else ""
            if cell in _ANSWERS:
                given[number] = _ANSWERS[cell]
            elif cell:
                faults.append(_unread(cell, file=file, line=line, column=place + 1))
        found[name] = given
        _stop_at_most(faults)
    _stop(faults)
    return Opinions(statements=tuple(statements.values()), answers=tuple(found.values()))


def _long(
    lines: Iterable[tuple[int, Sequence[str]]], places: Sequence[int], *, file: str
) -> Opinions:
    found: dict[str, dict[int, int]] = {}
    faults: list[Fault] = []
    for line, cells in lines:
        who, statement, answer = (cells[place] if place < len(cells) else "" for place in places)
        if not who:
            fault = Fault(
                key="opinions.no_participant",
                file=file,
                line=line,
                column=places[0] + 1,
                params={"text": ""},
            )
            faults.append(fault)
        elif not _NUMBER.fullmatch(statement):
            fault = Fault(
                key="opinions.no_number",
                file=file,
                line=line,
                column=places[1] + 1,
                params={"text": statement[:20]},
            )
            faults.append(fault)
        elif answer not in _ANSWERS:
            faults.append(_unread(answer, file=file, line=line, column=places[2] + 1))
        else:
            found.setdefault(who, {})[int(statement)] = _ANSWERS[answer]
        _stop_at_most(faults)
    _stop(faults)
    statements = {number for each in found.values() for number in each}
    return Opinions(statements=tuple(sorted(statements)), answers=tuple(found.values()))


def _unread(cell: str, *, file: str, line: int, column: int) -> Fault:
    return Fault(
        key="opinions.answer", file=file, line=line, column=column, params={"text": cell[:20]}
    )


def _stop_at_most(faults: Sequence[Fault]) -> None:
    if len(faults) >= _MOST_FAULTS:
        raise BadInput(faults)


def _stop(faults: Sequence[Fault]) -> None:
    if faults:
        raise BadInput(faults)


def write_opinions(
    statements: Sequence[int], rows: Iterable[tuple[int, Sequence[int | None]]]
) -> str:
    """Write the wide layout: (participant's number, answers in the order of the statements)."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow([PARTICIPANT, *statements])
    table.writerows(_written(rows))
    return out.getvalue()


def _written(rows: Iterable[tuple[int, Sequence[int | None]]]) -> Iterator[list[int | str]]:
    for participant, answers in rows:
        yield [participant, *("" if each is None else each for each in answers)]
