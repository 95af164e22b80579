"""``.blt`` files (OpenSTV, OpaVote and most STV software), in and out.

    4 2                 candidates, seats
    -2                  candidate 2 was withdrawn; any number of such lines
    3 1 3 4 0           three ballots that rank 1, 3, 4; 0 ends the line
    1 2=3 - 1 0         ``=`` shares a rank, ``-`` is a blank one
    0                   ends the ballots
    "Adam"              the candidates' names, one a line, then the title
    "A vote"

A ballot's identifier in parentheses and comments after ``#`` are passed over, commas are blanks.
Weights are whole. How names are written differs: see voting.formats.blt_names. Of Droop's option
lines ``[withdrawn 2 3]`` is read, any other is refused by name: it would change the count.
"""

import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING

from voting.ballots import CandidateId, Group
from voting.formats.blt_names import names_in
from voting.formats.faults import bad
from voting.formats.lines import half_width, lines_of
from voting.formats.ranked import MANY_LINES, MOST_CANDIDATES, WHOLE, RankedFile
from voting.profile import Candidate, Profile
from voting.raw_ballots import Paper, Place

if TYPE_CHECKING:
    from voting.packed.papers import PackedPapers

IDENTIFIER = re.compile(r"\([^)]*\)")
OPTION = re.compile(r"\[\s*(\w*)\s*([^\]]*)\]?")
#: A line of ballots as most programs write it: no shared rank, no blank one, one blank between.
USUAL = re.compile(
    rb"^([1-9][0-9]*)[ ,\t]([1-9][0-9]*(?:[ ,\t][1-9][0-9]*)*)[ ,\t]0[ ,\t]*$", re.MULTILINE
)
TO_COMMAS = bytes.maketrans(b" \t", b",,")
COUNTS = 2


def read_blt(text: str, *, file: str) -> RankedFile:
    """Read a BLT file; raises ``BadInput`` at the first thing wrong."""
    lines, packed = _lines(text, file=file)
    ballots = _spoken(lines)
    count, seats = _head(ballots, file=file)
    papers: Counter[Paper] = Counter()
    withdrawn: set[CandidateId] = set()
    for number, line in ballots:
        words = IDENTIFIER.sub(" ", line).split()
        if words == ["0"]:
            break
        if line.startswith("["):
            withdrawn.update(_option(line, most=count, file=file, line=number))
        elif all(word.startswith("-") and len(word) > 1 for word in words):
            members = [_number(word[1:], most=count, file=file, line=number) for word in words]
            withdrawn.update(members)
        else:
            paper, weight = _ballots(words, most=count, file=file, line=number)
            papers[paper] += weight
    else:
        raise bad("blt.no_end", file=file)
    if len(withdrawn) == count:
        raise bad("blt.all_withdrawn", file=file)
    names, title = names_in(lines, count=count, file=file)
    return RankedFile(
        headers={"TITLE": title} if title else {},
        candidates=tuple(
            Candidate(id=number, name=name) for number, name in enumerate(names, start=1)
        ),
        papers=papers,
        seats=seats,
        withdrawn=tuple(sorted(withdrawn)),
        packed=packed,
    )


def _lines(text: str, *, file: str) -> tuple[Iterator[tuple[int, str]], "PackedPapers | None"]:
    """Cut a file into its lines; of a large one the ballots of the usual form are taken together."""
    end = text.find("\n0\n") + 1
    if text.count("\n", 0, end) < MANY_LINES or "\r" in text:
        return lines_of(text), None
    count, _ = _head(_spoken(enumerate(StringIO(text), start=1)), file=file)
    left, packed = _many(text[:end].encode(), count=count)
    after = text.count("\n", 0, end)
    rest = ((after + number, line) for number, line in lines_of(text[end:]))
    return chain(left, rest), packed


def _many(body: bytes, *, count: int) -> tuple[list[tuple[int, str]], "PackedPapers"]:
    """Take lines ``3 1 3 4 0`` as if they were ``3:1,3,4``; gives back those that are left."""
    import numpy as np  # noqa: PLC0415 - for large files only

    from voting.packed.lines import take_lines  # noqa: PLC0415
    from voting.packed.papers import PackedPapers  # noqa: PLC0415

    # Only what is made here has a colon, so that no other line is taken for a ballot.
    ranked = USUAL.sub(rb"\1:\2", body.replace(b":", b";")).translate(TO_COMMAS)
    ends = np.flatnonzero(np.frombuffer(body, np.uint8) == ord("\n"))
    left: list[tuple[int, str]] = []
    parts = []
    above = 0
    for taken in take_lines(ranked, candidates=count, marks=False, complete=False):
        for number, _ in taken.left:
            line = above + number
            begin = int(ends[line - 1]) + 1 if line else 0
            left.append((line + 1, body[begin : int(ends[line])].decode()))
        parts.append((taken.rows, taken.weights))
        above += taken.lines
    rows, many = (np.concatenate(each) for each in zip(*parts, strict=True))
    return left, PackedPapers(rows, many)


def write_blt(profile: Profile, *, title: str, seats: int = 1) -> str:
    """Write a profile so that STV software can recount it.

    Candidates are written in the profile's order as 1, 2, 3 …; blank and spoiled papers as ballots
    that rank nobody. A line break in a name becomes a space: the format cannot say it.
    """
    numbers = {candidate.id: n for n, candidate in enumerate(profile.candidates, start=1)}
    lines = [f"{len(numbers)} {seats}"]
    for ranking, weight in profile.groups:
        places = ["=".join(str(numbers[each]) for each in group) for group in ranking]
        lines.append(" ".join([str(weight), *places, "0"]))
    if profile.blank + profile.spoiled:
        lines.append(f"{profile.blank + profile.spoiled} 0")
    lines.append("0")
    names = [candidate.name for candidate in profile.candidates]
    lines += [f'"{_escaped(name)}"' for name in [*names, title]]
    return "\n".join(lines) + "\n"


def _escaped(name: str) -> str:
    one_line = " ".join(name.splitlines())
    return one_line.replace("\\", "\\\\").replace('"', '\\"')


def _spoken(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Lines of numbers that say something, without comments and with blanks for commas."""
    for number, raw in lines:
        line = half_width(raw).partition("#")[0].replace(",", " ").strip()
        if line:
            yield number, line


def _head(lines: Iterator[tuple[int, str]], *, file: str) -> tuple[int, int]:
    number, line = next(lines, (1, ""))
    words = line.split()
    if len(words) != COUNTS or not all(WHOLE.fullmatch(word) for word in words):
        raise bad("blt.head_malformed", file=file, line=number, text=line)
    count, seats = map(int, words)
    if count == 0:
        raise bad("ranked.no_candidates", file=file)
    if count > MOST_CANDIDATES:
        raise bad("ranked.too_many_candidates", file=file, count=count, limit=MOST_CANDIDATES)
    if seats == 0:
        raise bad("blt.no_seats", file=file, line=number)
    return count, seats


def _option(text: str, *, most: int, file: str, line: int) -> Group:
    """Read Droop's ``[withdrawn 2 3]``; raises ``BadInput`` for its other options."""
    found = OPTION.fullmatch(text)
    if found is None or found[1] != "withdrawn" or not text.endswith("]"):
        name = found[1] if found else text
        raise bad("blt.option_line", file=file, line=line, text=f"[{name}]")
    return tuple(_number(word, most=most, file=file, line=line) for word in found[2].split())


def _ballots(words: list[str], *, most: int, file: str, line: int) -> tuple[Paper, int]:
    """Read ``3 1 2=4 0``: the weight, the ranks, the closing 0."""
    weight = words[0] if words else ""
    if weight.isascii() and weight.isdecimal() and not WHOLE.fullmatch(weight):
        raise bad("ranked.count_too_large", file=file, line=line, text=weight)
    if not WHOLE.fullmatch(weight) or int(weight) == 0:
        raise bad("blt.weight_malformed", file=file, line=line, text=weight)
    if len(words) < COUNTS or words[-1] != "0":
        raise bad("blt.line_open", file=file, line=line)
    named: set[CandidateId] = set()
    places: list[Place] = []
    for word in words[1:-1]:
        place = () if word == "-" else _place(word, most=most, file=file, line=line)
        for candidate in place:
            if candidate in named:
                raise bad("ranked.named_twice", file=file, line=line, text=str(candidate))
            named.add(candidate)
        places.append(place)
    return tuple(places), int(weight)


def _place(word: str, *, most: int, file: str, line: int) -> Group:
    members = (_number(part, most=most, file=file, line=line) for part in word.split("="))
    return tuple(sorted(members))


def _number(word: str, *, most: int, file: str, line: int) -> CandidateId:
    if not WHOLE.fullmatch(word):
        raise bad("blt.rank_malformed", file=file, line=line, text=word)
    if not 0 < int(word) <= most:
        raise bad("ranked.unknown_candidate", file=file, line=line, text=word)
    return int(word)
