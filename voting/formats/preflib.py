"""PrefLib's files (www.preflib.org), the ordinal ones in and out, the categorical ones in.

``.soc`` strict and complete, ``.soi`` strict, ``.toc`` with ties and complete, ``.toi`` with ties;
``.cat`` candidates sorted into categories, the best category first.
"""

from typing import Literal, TypeAlias, get_args

from voting.formats.faults import bad
from voting.formats.ranked import Dialect, RankedFile, read_ranked, write_ranking
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
    """Read a PrefLib file of the kind; raises ``BadInput``."""
    return read_ranked(text, file=file, dialect=DIALECTS[kind])


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
