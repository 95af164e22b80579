"""Ranked ballots as text: header lines ``# NAME: value``, then ``count: r1,r2,…`` lines.

PrefLib's ordinal files and ``ranked-1`` share this shape; ``Dialect`` holds what differs.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from voting.ballots import CandidateId, Group, Ranking
from voting.formats.faults import Param, bad
from voting.formats.lines import half_width, lines_of, name_in
from voting.formats.recognised import Recognised
from voting.profile import Ballots, Candidate, Profile
from voting.raw_ballots import Paper, PaperRules, Place, profile_of, without

if TYPE_CHECKING:
    from voting.packed.papers import PackedPapers
    from voting.packed.points import PackedPoints

#: Nobody ranks more, and matrices and rounds grow with the square of it.
MOST_CANDIDATES = 1_000
MOST_CATEGORIES = 1_000

SEATS = "SEATS"

#: From this many lines on they are read together (voting.packed), for which numpy is imported.
MANY_LINES = 4_000

HEADER = re.compile(r"#\s*([^:]+?)\s*:\s*(.*?)\s*")
WHOLE = re.compile(r"[0-9]{1,15}")
#: What a category may be called for its points: −1, 0, +1; and what only looks like it.
DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
POINTS = re.compile(r"[+-]?[0-9]{1,15}")
NUMERIC = re.compile(r"[+-]?[0-9]+([.,/][0-9]+)?%?")
#: What a category is called whose candidates are not wanted.
NO_WORDS = frozenset(
    [
        "no",
        "nay",
        "against",
        "oppose",
        "opposed",
        "disapprove",
        "disapproved",
        "reject",
        "rejected",
        "否",
        "反对",
        "不赞成",
        "不同意",
    ]
)
#: What stands for a blank rank, and for an overvote whose marks were not kept.
MARKS: Mapping[str, Place] = {"-": (), "x": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a format names its headers, and what its rankings promise.

    ``distinct`` may be missing from a file. ``strict``: nobody shares a place. ``complete``:
    everybody has one. ``marks``: ranks may be blank or overvoted and name somebody twice.
    ``categories``: the header that says how many categories a ballot sorts candidates into; it has
    a place for each, which may be empty. ``kind`` is the file's extension.
    """

    kind: str
    candidates: str
    candidate: str
    ballots: str
    distinct: str
    strict: bool = False
    complete: bool = False
    marks: bool = False
    categories: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedFile:
    """What a file of ranked ballots says.

    ``papers`` are its ballots as filled in, with their weights; in a large file ``packed`` holds
    those of the usual form and ``papers`` only the others; of a large table of points ``points``
    holds all. ``seats`` and ``withdrawn`` are what the file itself says of them. ``approved``: where
    ballots sort candidates into categories, the place (from 0) of the one that approves;
    ``grades``: the points of each category, where its name or its place tells them. Categories that
    are called by numbers stand with the highest first. ``recognised``: what a table was taken for.
    """

    headers: Mapping[str, str]
    candidates: tuple[Candidate, ...]
    papers: Mapping[Paper, int]
    seats: int | None = None
    withdrawn: Group = ()
    grades: tuple[int, ...] = ()
    approved: int | None = None
    packed: "PackedPapers | None" = None
    points: "PackedPoints | None" = None
    recognised: Recognised | None = None

    @property
    def every_paper(self) -> Mapping[Paper, int]:
        """All ballots as filled in; millions of them take their time and room."""
        if self.points is not None:
            return self.points.papers([each.id for each in self.candidates])
        if self.packed is None:
            return self.papers
        every = Counter(self.packed.papers([each.id for each in self.candidates]))
        every.update(self.papers)
        return every

    @property
    def profile(self) -> Profile:
        """The ballots read as rankings, shared places taken as equal rankings."""
        return profile_of(self.every_paper, candidates=self.candidates, rules=PaperRules())

    def read(self, rules: PaperRules, *, withdrawn: Group = ()) -> Ballots:
        """Read the ballots as rankings by the rules of a count, without who is withdrawn."""
        if self.packed is not None:
            return self.packed.profile(
                self.papers, candidates=self.candidates, rules=rules, withdrawn=withdrawn
            )
        papers = self.every_paper
        papers = without(papers, withdrawn) if withdrawn else papers
        left = [each for each in self.candidates if each.id not in withdrawn]
        return profile_of(papers, candidates=left, rules=rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with its place in the file, so that every objection can name it."""

    file: str
    number: int
    text: str

    def cannot(self, key: str, *, at: int = 0, **params: Param) -> Exception:
        """Make the exception for something wrong at a position of the line."""
        return bad(key, file=self.file, line=self.number, column=at + 1, **params)


def read_ranked(text: str, *, file: str, dialect: Dialect) -> RankedFile:
    """Read ranked ballots; raises ``BadInput`` at the first thing wrong."""
    headers: dict[str, str] = {}
    for number, raw in _header_lines(text):
        found = HEADER.fullmatch(raw)
        if found:
            name = found[1].upper()
            if headers.setdefault(name, found[2]) != found[2]:
                raise bad("ranked.header_twice", file=file, line=number, name=name)
    if text.count("\n") < MANY_LINES or dialect.categories:
        body = [
            Line(file=file, number=number, text=half_width(raw))
            for number, raw in lines_of(text)
            if raw.strip() and not raw.startswith("#")
        ]
        return ranked_file(headers, body, file=file, dialect=dialect)
    ids = frozenset(each.id for each in _candidates(headers, file=file, dialect=dialect))
    left, packed = _many(text, file=file, ids=ids, dialect=dialect)
    return ranked_file(headers, left, file=file, dialect=dialect, packed=packed)


def _header_lines(text: str) -> Iterator[tuple[int, str]]:
    """Find the lines that begin with ``#``, without cutting a large text into all its lines."""
    at = 0 if text.startswith("#") else text.find("\n#") + 1 or len(text)
    number, counted = 1, 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        number += text.count("\n", counted, at)
        counted = at
        yield number, text[at:end]
        at = text.find("\n#", end) + 1 or len(text)


def ranked_file(
    headers: Mapping[str, str],
    body: Sequence[Line],
    *,
    file: str,
    dialect: Dialect,
    packed: "PackedPapers | None" = None,
) -> RankedFile:
    """Make sense of headers and of lines ``count: r1,r2,…``; raises ``BadInput``.

    ``packed`` are the ballots of the lines that were read together, beside those of ``body``.
    """
    candidates = _candidates(headers, file=file, dialect=dialect)
    ids = frozenset(candidate.id for candidate in candidates)
    categories = _categories(headers, file=file, dialect=dialect) if dialect.categories else ()
    order = _best_first(categories)
    categories = tuple(categories[at] for at in order)
    weights: Counter[Paper] = Counter()
    for line in body:
        paper, weight = _ballots(line, ids=ids, dialect=dialect)
        if categories:
            if len(paper) > len(categories):
                raise line.cannot("ranked.too_many_categories", limit=len(categories))
            padded = (*paper, *((),) * (len(categories) - len(paper)))
            paper = tuple(padded[at] for at in order)
        weights[paper] += weight
    total, distinct = weights.total(), len(weights)
    if packed is not None:
        total += packed.total
        if dialect.distinct in headers:
            distinct += packed.distinct(candidates=len(candidates))
    _agree(headers, dialect.ballots, found=total, file=file)
    if dialect.distinct in headers:
        _agree(headers, dialect.distinct, found=distinct, file=file)
    return RankedFile(
        headers=headers,
        candidates=candidates,
        papers=weights,
        seats=_number(headers, SEATS, file=file, least=1) if SEATS in headers else None,
        grades=_grades(categories),
        approved=0 if categories else None,
        packed=packed,
    )


def _many(
    text: str, *, file: str, ids: frozenset[CandidateId], dialect: Dialect
) -> tuple[list[Line], "PackedPapers"]:
    """Read the lines of the usual form together; gives back those that are left to be read."""
    import numpy as np  # noqa: PLC0415 - for large files only

    from voting.packed.lines import take_lines  # noqa: PLC0415
    from voting.packed.papers import PackedPapers  # noqa: PLC0415

    body: list[Line] = []
    parts = []
    above = 0
    lines = take_lines(
        text.encode(), candidates=len(ids), marks=dialect.marks, complete=dialect.complete
    )
    for taken in lines:
        for number, raw in taken.left:
            line = half_width(raw.decode())
            if line.strip() and not line.startswith("#"):
                body.append(Line(file=file, number=above + number + 1, text=line))
        parts.append((taken.rows, taken.weights))
        above += taken.lines
    rows, many = (np.concatenate(each) for each in zip(*parts, strict=True))
    return body, PackedPapers(rows, many)


def write_ranking(ranking: Ranking) -> str:
    """Write one ranking: ``3,{1,2}``."""
    return ",".join(
        str(group[0]) if len(group) == 1 else "{" + ",".join(map(str, group)) + "}"
        for group in ranking
    )


def _candidates(
    headers: Mapping[str, str], *, file: str, dialect: Dialect
) -> tuple[Candidate, ...]:
    count = _number(headers, dialect.candidates, file=file)
    if count == 0:
        raise bad("ranked.no_candidates", file=file)
    if count > MOST_CANDIDATES:
        raise bad("ranked.too_many_candidates", file=file, count=count, limit=MOST_CANDIDATES)
    names = [(number, f"{dialect.candidate} {number}") for number in range(1, count + 1)]
    for _, header in names:
        if header not in headers:
            raise bad("ranked.header_missing", file=file, name=header)
    known = {header for _, header in names}
    for header in headers:
        if header.startswith(f"{dialect.candidate} ") and header not in known:
            raise bad("ranked.name_beyond", file=file, name=header, count=count)
    return tuple(Candidate(id=number, name=name_in(headers[header])) for number, header in names)


def _number(headers: Mapping[str, str], name: str, *, file: str, least: int = 0) -> int:
    if name not in headers:
        raise bad("ranked.header_missing", file=file, name=name)
    text = half_width(headers[name])
    if not WHOLE.fullmatch(text) or int(text) < least:
        raise bad("ranked.header_malformed", file=file, name=name, text=headers[name])
    return int(text)


def _agree(headers: Mapping[str, str], name: str, *, found: int, file: str) -> None:
    said = _number(headers, name, file=file)
    if said != found:
        raise bad("ranked.wrong_total", file=file, name=name, said=said, found=found)


def _ballots(line: Line, *, ids: frozenset[CandidateId], dialect: Dialect) -> tuple[Paper, int]:
    before, colon, after = line.text.partition(":")
    count = before.strip()
    if count.isascii() and count.isdecimal() and not WHOLE.fullmatch(count):
        raise line.cannot("ranked.count_too_large", text=count)
    weight = int(count) if colon and WHOLE.fullmatch(count) else 0
    if not weight:
        raise line.cannot("ranked.count_malformed", text=count)
    start = len(before) + len(colon)
    named: set[CandidateId] = set()
    places: list[Place] = []
    for at, text in _places(after):
        place = _place(line, text.strip(), at=start + at, ids=ids, dialect=dialect)
        for candidate in place or ():
            if candidate in named and not dialect.marks:
                raise line.cannot("ranked.named_twice", at=start + at, text=str(candidate))
            named.add(candidate)
        if dialect.strict and place and len(place) > 1:
            kind, other = dialect.kind, dialect.kind.replace("so", "to")
            raise line.cannot("ranked.tie", at=start + at, kind=kind, other=other)
        places.append(place)
    if dialect.complete and named != ids:
        kind, other = dialect.kind, dialect.kind.replace("c", "i")
        raise line.cannot("ranked.incomplete", at=start, kind=kind, other=other)
    return tuple(places), weight


def _places(text: str) -> list[tuple[int, str]]:
    """Cut a ranking at the commas outside braces, each part with its position."""
    if not text.strip():
        return []
    places: list[tuple[int, str]] = []
    begin = depth = 0
    for position, character in enumerate(text):
        if character in "{}":
            depth += 1 if character == "{" else -1
        elif character == "," and depth == 0:
            places.append((begin, text[begin:position]))
            begin = position + 1
    places.append((begin, text[begin:]))
    return places


def _place(
    line: Line, text: str, *, at: int, ids: frozenset[CandidateId], dialect: Dialect
) -> Place:
    """Read ``3`` or ``{1,2}``; a mark or ``{}`` where the dialect has them."""
    if text in MARKS:
        if not dialect.marks:
            raise line.cannot("ranked.mark_unreadable", at=at, text=text)
        return MARKS[text]
    if not text or text == "{}":
        if dialect.categories and text:
            return ()
        raise line.cannot("ranked.empty_place", at=at)
    shared = text.startswith("{") and text.endswith("}")
    members = [part.strip() for part in (text[1:-1] if shared else text).split(",")]
    for member in members:
        if not WHOLE.fullmatch(member):
            raise line.cannot("ranked.place_malformed", at=at, text=member)
        if int(member) not in ids:
            raise line.cannot("ranked.unknown_candidate", at=at, text=member)
    marked = (int(member) for member in members)
    # A paper keeps its marks as they were recorded; elsewhere one order has one form.
    return tuple(marked) if dialect.marks else tuple(sorted(marked))


def _categories(headers: Mapping[str, str], *, file: str, dialect: Dialect) -> tuple[str, ...]:
    """Name the categories of a ballot, in their order; one may have no name."""
    count = _number(headers, dialect.categories, file=file)
    if not 0 < count <= MOST_CATEGORIES:
        raise bad(
            "ranked.header_malformed",
            file=file,
            name=dialect.categories,
            text=headers[dialect.categories],
        )
    names = tuple(headers.get(f"CATEGORY NAME {n}", "") for n in range(1, count + 1))
    if names[0].casefold() in NO_WORDS:
        raise bad("ranked.categories_turned", file=file, text=names[0])
    return names


def _grades(categories: Sequence[str]) -> tuple[int, ...]:
    """Give categories their points: what they are called where that is a number, else n − 1 … 0.

    Where some are numbers and others are not, or not whole ones, nothing is made up.
    """
    named = [half_width(each).replace("−", "-") for each in categories]
    if all(POINTS.fullmatch(each) for each in named):
        return tuple(int(each) for each in named)
    if any(NUMERIC.fullmatch(each) for each in named):
        return ()
    return tuple(range(len(named) - 1, -1, -1))


def _best_first(categories: Sequence[str]) -> list[int]:
    """Tell the order of categories from the best: by their numbers where all are, else as written."""
    places = list(range(len(categories)))
    named = [half_width(each).replace("−", "-") for each in categories]
    if not all(map(DECIMAL.fullmatch, named)):
        return places
    return sorted(places, key=lambda at: -Fraction(named[at]))
