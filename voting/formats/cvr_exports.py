"""Cast vote records as the machines of Dominion and Clear Ballot write them to CSV.

A column for each candidate, or for each candidate and rank; cells are 1 or 0, empty where the
contest did not stand on the ballot. Such a file usually holds every contest of a day: which one is
meant is not guessed.

Dominion: four lines of headers (title and version; contests; candidates, ``Name(2)`` at the second
rank; names of columns). Clear Ballot: headers ``Choice_7_1:Contest:2:Vote For 1:Name:Party``, the
rank missing where nothing is ranked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voting.formats.cvr_names import WRITE_IN, candidates_of, numbered, tidy
from voting.formats.faults import bad
from voting.formats.ranked import RankedFile
from voting.formats.recognised import Recognised
from voting.raw_ballots import Paper

Line = tuple[int, Sequence[str]]

DOMINION, CLEAR_BALLOT = "Dominion", "Clear Ballot"
_CHOICE = re.compile(r"choice_\d+_\d+:(.+)", re.IGNORECASE)
_RANKED_NAME = re.compile(r"(.+?) ?\(([0-9]{1,3})\)")
_RANK = re.compile(r"[0-9]{1,3}")
_CONTEST = re.compile(r"(.+?) ?\((?:vote for|number of)[^()]*\)", re.IGNORECASE)
_WRITE_IN = re.compile(r"write[ -]?in(?:[ -]?[0-9]+)?", re.IGNORECASE)
_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """What a column is about: a candidate of a contest, at a rank where there are ranks."""

    at: int
    contest: str
    name: str
    rank: int | None


def read_export(above: list[Line], lines: Iterator[Line], *, file: str) -> RankedFile | None:
    """Read an export; ``None`` where the first line that holds anything is of none.

    ``above`` is that line; further lines are only taken from ``lines`` where it is one.
    """
    if not above:
        return None
    line, header = above[0]
    if any(_CHOICE.fullmatch(tidy(cell)) for cell in header):
        return _read(
            [*_clear_ballot(header, file=file, line=line)],
            lines,
            header=header,
            layout=CLEAR_BALLOT,
            file=file,
        )
    if not _is_title(header):
        return None
    heads = [header]
    for _, cells in lines:
        heads.append(cells)
        if len(heads) == _LINES:
            break
    if len(heads) < _LINES or "cvrnumber" not in {
        cell.casefold() for cell in map(_plain, heads[3])
    }:
        raise bad("cvr.layout", file=file, line=line, name=DOMINION)
    return _read(
        [*_dominion(heads[1], heads[2], file=file)],
        lines,
        header=heads[3],
        layout=DOMINION,
        file=file,
    )


def _is_title(header: Sequence[str]) -> bool:
    """Whether a line is Dominion's first: a title, a version such as 5.10.50.85, nothing else."""
    filled = [_plain(cell) for cell in header if cell.strip()]
    return len(filled) <= 2 and bool(re.fullmatch(r"[0-9]+(?:\.[0-9]+){2,}", filled[-1]))  # noqa: PLR2004


def _plain(cell: str) -> str:
    """Read a cell that a spreadsheet was told to keep as it is: ="3"."""
    return tidy(cell).removeprefix("=").strip('"')


def _clear_ballot(header: Sequence[str], *, file: str, line: int) -> Iterator[_Mark]:
    for at, cell in enumerate(header):
        found = _CHOICE.fullmatch(tidy(cell))
        if found is None:
            continue
        parts = [part.strip() for part in found[1].split(":")]
        match parts:
            case [contest, rank, _, name, _] if _RANK.fullmatch(rank):
                yield _Mark(at=at, contest=contest, name=_name(name), rank=int(rank))
            case [contest, _, name, _]:
                yield _Mark(at=at, contest=contest, name=_name(name), rank=None)
            case _:
                raise bad("cvr.layout", file=file, line=line, column=at + 1, name=CLEAR_BALLOT)


def _dominion(contests: Sequence[str], names: Sequence[str], *, file: str) -> Iterator[_Mark]:
    for at, (contest, written) in enumerate(zip(contests, names, strict=False)):
        if not contest.strip():
            continue
        titled = _CONTEST.fullmatch(_plain(contest))
        name = _plain(written)
        ranked = _RANKED_NAME.fullmatch(name) if "rank" in contest.casefold() else None
        yield _Mark(
            at=at,
            contest=titled[1] if titled else _plain(contest),
            name=_name(ranked[1] if ranked else name),
            rank=int(ranked[2]) if ranked else None,
        )


def _name(text: str) -> str:
    return WRITE_IN if _WRITE_IN.fullmatch(text) else text


def _read(
    marks: Sequence[_Mark],
    lines: Iterator[Line],
    *,
    header: Sequence[str],
    layout: str,
    file: str,
) -> RankedFile:
    contests = dict.fromkeys(mark.contest for mark in marks)
    if len(contests) != 1:
        known = " / ".join(contests) or "—"
        raise bad("cvr.contests", file=file, known=known)
    ranked = [mark.rank for mark in marks if mark.rank is not None]
    if ranked and (len(ranked) < len(marks) or min(ranked) < 1):
        raise bad("cvr.layout", file=file, name=layout)
    numbers = numbered((mark.name for mark in marks), file=file)
    ranks = max(ranked, default=1)
    papers: Counter[Paper] = Counter()
    elsewhere = 0
    for line, cells in lines:
        if not any(map(str.strip, cells)):
            continue
        places: list[set[int]] = [set() for _ in range(ranks)]
        stood = False
        for mark in marks:
            cell = _plain(cells[mark.at]) if mark.at < len(cells) else ""
            if cell not in {"", "0", "1"}:
                column = mark.at + 1
                key = "cvr.not_a_mark"
                raise bad(key, file=file, line=line, column=column, text=cell, name=layout)
            stood = stood or bool(cell)
            if cell == "1":
                places[(mark.rank or 1) - 1].add(numbers[mark.name])
        if stood:
            papers[tuple(tuple(sorted(place)) for place in places)] += 1
        else:
            elsewhere += 1
    at = {mark.at for mark in marks}
    return RankedFile(
        headers={},
        candidates=candidates_of(numbers),
        papers=papers,
        grades=() if ranked else (1,),
        recognised=Recognised(
            kind="ranks" if ranked else "approvals",
            layout=layout,
            columns=ranks if ranked else len(marks),
            unread=tuple(
                name for n, cell in enumerate(header) if n not in at and (name := _plain(cell))
            ),
            write_in=numbers.get(WRITE_IN),
            elsewhere=elsewhere,
        ),
    )
