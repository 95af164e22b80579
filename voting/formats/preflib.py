"""PrefLib's files (www.preflib.org), the ordinal ones in and out, the categorical ones in.

``.soc`` strict and complete, ``.soi`` strict, ``.toc`` with ties and complete, ``.toi`` with ties;
``.cat`` candidates sorted into categories, the best category first.

Ordinal files of before 2022 have another head: the number of candidates, a line ``1,Name`` for each,
a line ``voters,sum of counts,distinct orders``, then ``count,r1,r2,…``.
"""

import re
from typing import Literal, TypeAlias, get_args

from voting.formats.faults import bad
from voting.formats.lines import half_width, lines_of
from voting.formats.ranked import (
    MOST_CANDIDATES,
    WHOLE,
    Dialect,
    Line,
    RankedFile,
    ranked_file,
    read_ranked,
    write_ranking,
)
from voting.profile import Profile

Kind: TypeAlias = Literal["soc", "soi", "toc", "toi"]
KINDS: tuple[Kind, ...] = get_args(Kind)

DIALECTS = {
    kind: Dialect(
        kind=kind,
        candidates="NUMBER ALTERNATIVES",
        candidate="ALTERNATIVE NAME",
        ballots="NUMBER VOTERS",
        distinct="NUMBER UNIQUE ORDERS",
        strict=kind.startswith("so"),
        complete=kind.endswith("c"),
    )
    for kind in KINDS
}

#: Voters, the sum of the counts (which the lines add up to), distinct orders.
OLD_TOTALS = re.compile(r"\s*[0-9]{1,15}\s*,\s*([0-9]{1,15})\s*,\s*([0-9]{1,15})\s*")

CAT = Dialect(
    kind="cat",
    candidates="NUMBER ALTERNATIVES",
    candidate="ALTERNATIVE NAME",
    ballots="NUMBER VOTERS",
    distinct="NUMBER UNIQUE PREFERENCES",
    categories="NUMBER CATEGORIES",
)


def read_cat(text: str, *, file: str) -> RankedFile:
    """Read a PrefLib file of categories; raises ``BadInput``."""
    return read_ranked(text, file=file, dialect=CAT)


def read_preflib(text: str, *, file: str, kind: Kind) -> RankedFile:
    """Read a PrefLib file of the kind, in today's layout or the old one; raises ``BadInput``."""
    dialect = DIALECTS[kind]
    lines = [
        Line(file=file, number=number, text=line)
        for number, line in lines_of(text)
        if line.strip()
    ]
    if lines and WHOLE.fullmatch(half_width(lines[0].text).strip()):
        return _read_old(lines, file=file, dialect=dialect)
    return read_ranked(text, file=file, dialect=dialect)


def _read_old(lines: list[Line], *, file: str, dialect: Dialect) -> RankedFile:
    """Read the layout without ``#``: its head is written as headers, its ballots with a colon."""
    first, *rest = lines
    count = int(half_width(first.text))
    if count > MOST_CANDIDATES:
        raise bad("ranked.too_many_candidates", file=file, count=count, limit=MOST_CANDIDATES)
    headers = {dialect.candidates: str(count)}
    for number, line in zip(range(1, count + 1), rest, strict=False):
        at, comma, name = line.text.partition(",")
        if not comma or half_width(at).strip() != str(number):
            raise line.cannot("preflib.name_expected", number=number, text=line.text.strip())
        headers[f"{dialect.candidate} {number}"] = name.strip().strip('"')
    totals = rest[count] if len(rest) > count else None
    found = OLD_TOTALS.fullmatch(half_width(totals.text)) if totals else None
    if found is None:
        place = totals or lines[-1]
        raise place.cannot("preflib.totals_expected", text=place.text.strip())
    headers[dialect.ballots], headers[dialect.distinct] = found[1], found[2]
    body = [
        Line(file=file, number=line.number, text=half_width(line.text).replace(",", ":", 1))
        for line in rest[count + 1 :]
    ]
    return ranked_file(headers, body, file=file, dialect=dialect)


def kind_of(profile: Profile) -> Kind:
    """Name the narrowest kind that holds the profile."""
    everyone = len(profile.candidates)
    ties = any(len(group) > 1 for ranking, _ in profile.groups for group in ranking)
    complete = not profile.blank and all(
        sum(map(len, ranking)) == everyone for ranking, _ in profile.groups
    )
    if ties:
        return "toc" if complete else "toi"
    return "soc" if complete else "soi"


def write_preflib(profile: Profile, *, title: str, file: str) -> str:
    """Write a profile so that anyone's software can recount it; ``file`` is its name there.

    Candidates are written in the profile's order as 1, 2, 3 …. Raises ``BadInput`` where a name
    holds a line break, which the format cannot say.
    """
    kind = kind_of(profile)
    numbers = {candidate.id: n for n, candidate in enumerate(profile.candidates, start=1)}
    blanks = [((), profile.blank)] if profile.blank else []
    orders = sorted(
        [
            (-weight, tuple(tuple(sorted(numbers[c] for c in group)) for group in ranking))
            for ranking, weight in [*profile.groups, *blanks]
        ]
    )
    names = [candidate.name for candidate in profile.candidates]
    for name in [title, *names]:
        if len(name.splitlines()) > 1:
            raise bad("ranked.name_breaks", file=file, text=" ".join(name.splitlines()))
    lines = [
        f"# FILE NAME: {file}",
        f"# TITLE: {title}",
        f"# DATA TYPE: {kind}",
        f"# NUMBER ALTERNATIVES: {len(names)}",
        f"# NUMBER VOTERS: {profile.total}",
        f"# NUMBER UNIQUE ORDERS: {len(orders)}",
        *(f"# ALTERNATIVE NAME {n}: {name}" for n, name in enumerate(names, start=1)),
        *(f"{-negative}: {write_ranking(ranking)}".rstrip() for negative, ranking in orders),
    ]
    return "\n".join(lines) + "\n"
