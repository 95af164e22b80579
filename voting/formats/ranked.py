"""Ranked ballots as text: header lines ``# NAME: value``, then ``count: r1,r2,…`` lines.

PrefLib's ordinal files and ``ranked-1`` share this shape; ``Dialect`` holds what differs.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from voting.ballots import CandidateId, Ranking, canonical
from voting.formats.faults import Param, bad
from voting.profile import Candidate, Profile

MOST_CANDIDATES = 10_000

HEADER = re.compile(r"#\s*([^:]+?)\s*:\s*(.*?)\s*")
WHOLE = re.compile(r"[0-9]{1,15}")
MARKS = frozenset({"-", "x"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a format names its headers, and what its rankings promise.

    ``distinct`` may be missing from a file. ``strict``: nobody shares a place. ``complete``:
    everybody has one. ``kind`` is the file's extension.
    """

    kind: str
    candidates: str
    candidate: str
    ballots: str
    distinct: str
    strict: bool = False
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedFile:
    """What a file of ranked ballots says: its headers and its profile."""

    headers: Mapping[str, str]
    profile: Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
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
    body: list[_Line] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        found = HEADER.fullmatch(raw)
        if found:
            headers[found[1].upper()] = found[2]
        elif raw.strip() and not raw.startswith("#"):
            body.append(_Line(file=file, number=number, text=raw))
    candidates = _candidates(headers, file=file, dialect=dialect)
    ids = frozenset(candidate.id for candidate in candidates)
    weights: Counter[Ranking] = Counter()
    for line in body:
        ranking, weight = _ballots(line, ids=ids, dialect=dialect)
        weights[ranking] += weight
    _agree(headers, dialect.ballots, found=weights.total(), file=file)
    if dialect.distinct in headers:
        _agree(headers, dialect.distinct, found=len(weights), file=file)
    return RankedFile(headers=headers, profile=Profile.of(weights, candidates=candidates))


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
    return tuple(Candidate(id=number, name=headers[header]) for number, header in names)


def _number(headers: Mapping[str, str], name: str, *, file: str) -> int:
    if name not in headers:
        raise bad("ranked.header_missing", file=file, name=name)
    if not WHOLE.fullmatch(headers[name]):
        raise bad("ranked.header_malformed", file=file, name=name, text=headers[name])
    return int(headers[name])


def _agree(headers: Mapping[str, str], name: str, *, found: int, file: str) -> None:
    said = _number(headers, name, file=file)
    if said != found:
        raise bad("ranked.wrong_total", file=file, name=name, said=said, found=found)


def _ballots(line: _Line, *, ids: frozenset[CandidateId], dialect: Dialect) -> tuple[Ranking, int]:
    before, colon, after = line.text.partition(":")
    weight = int(before) if colon and WHOLE.fullmatch(before.strip()) else 0
    if not weight:
        raise line.cannot("ranked.count_malformed", text=before.strip())
    start = len(before) + len(colon)
    named: set[CandidateId] = set()
    groups: list[tuple[CandidateId, ...]] = []
    for at, place in _places(after):
        group = _group(line, place, at=start + at, ids=ids)
        for candidate in group:
            if candidate in named:
                raise line.cannot("ranked.named_twice", at=start + at, text=str(candidate))
            named.add(candidate)
        if dialect.strict and len(group) > 1:
            kind, other = dialect.kind, dialect.kind.replace("so", "to")
            raise line.cannot("ranked.tie", at=start + at, kind=kind, other=other)
        groups.append(group)
    if dialect.complete and named != ids:
        kind, other = dialect.kind, dialect.kind.replace("c", "i")
        raise line.cannot("ranked.incomplete", at=start, kind=kind, other=other)
    return canonical(groups), weight


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


def _group(
    line: _Line, place: str, *, at: int, ids: frozenset[CandidateId]
) -> tuple[CandidateId, ...]:
    """Read ``3`` or ``{1,2}``."""
    text = place.strip()
    if text in MARKS:
        raise line.cannot("ranked.mark_unreadable", at=at, text=text)
    if not text or text == "{}":
        raise line.cannot("ranked.empty_place", at=at)
    shared = text.startswith("{") and text.endswith("}")
    members = [part.strip() for part in (text[1:-1] if shared else text).split(",")]
    for member in members:
        if not WHOLE.fullmatch(member):
            raise line.cannot("ranked.place_malformed", at=at, text=member)
        if int(member) not in ids:
            raise line.cannot("ranked.unknown_candidate", at=at, text=member)
    return tuple(int(member) for member in members)
