"""The owners' ratification: which class needs which thresholds, and its result as it is kept.

The thresholds are those of Civil Code 278 (domain.md §1.3); the arithmetic is voting's.
"""

import json
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from council.domain.buildings import BuildingTurnout, turnout_by_building
from council.domain.values import value
from voting.measures import Measure, Needs, Reading
from voting.ratification import OwnerBallot, Ratification, count_ratification
from voting.roll import Unit
from voting.thresholds import ORDINARY, SPECIAL, DoubleThreshold

PROFILE = "national"
LAW_VERSION = "民法典 2021-01-01"

#: Legal class → thresholds on heads and on area. O-3 is counted per candidate and O-279 needs
#: everybody concerned: neither is a single yes/no of this kind.
CLASSES: MappingProxyType[str, DoubleThreshold] = MappingProxyType(
    {
        "O-1": ORDINARY,
        "O-2": ORDINARY,
        "O-4": ORDINARY,
        "O-5": ORDINARY,
        "O-6": SPECIAL,
        "O-7": SPECIAL,
        "O-8": SPECIAL,
        "O-9": ORDINARY,
    }
)

#: One encoder for all: making one for each ballot would cost more than the writing.
_write = json.JSONEncoder(separators=(",", ":")).encode

CHOICES = ("agree", "oppose", "abstain")


@value
class WhatIf:
    """Another reading of the same ballots, shown beside the lawful one."""

    heads: Measure
    area_x100: Measure
    percent_heads: str | None
    percent_area: str | None
    passes: bool


@value
class FirstClose:
    """The figures when the poll would first have closed; area in hundredths of m².

    ``needed_*``: the least that is a quorum. ``quorum``: both are reached.
    """

    at: int
    heads: int
    heads_total: int
    heads_needed: int
    area_x100: int
    area_total_x100: int
    area_needed_x100: int
    heads_quorum: bool
    area_quorum: bool
    quorum: bool


@value
class RatificationResult:
    """A counted ratification (``polls.result`` of a poll of kind ratification).

    ``passed``: ``yes``, ``no`` or ``needs_review`` (it hangs on unclear heads). ``heads`` and
    ``area_x100`` (hundredths of m²): the published reading, in which unclear heads take part and
    do not agree; ``without_unclear``: none of them takes part. ``percent_*``: decimal strings,
    truncated; None for a share of nothing. ``needs_*``: the measure against both thresholds.
    ``developer_against``: had the developer's agreement been opposition (None: did not agree);
    ``abstentions_dropped``: the wrong count without them; ``obsolete_two_thirds_of_all``: the
    test before the Civil Code. ``special``: three quarters are needed, not more than half.
    ``buildings``: turnout by building, small cells merged.
    """

    legal_class: str
    profile: str
    law_version: str
    special: bool
    passed: str
    quorum: bool
    majority: bool
    heads: Measure
    area_x100: Measure
    percent_participating_heads: str | None
    percent_participating_area: str | None
    percent_agree_heads: str | None
    percent_agree_area: str | None
    percent_agree_of_all_heads: str | None
    percent_agree_of_all_area: str | None
    needs_heads: Needs
    needs_area: Needs
    without_unclear: WhatIf
    developer_against: WhatIf | None
    abstentions_dropped: WhatIf
    obsolete_two_thirds_of_all: bool
    unclear_units: tuple[str, ...]
    ignored: int
    buildings: tuple[BuildingTurnout, ...] = ()


def count_ratified(
    units: Sequence[Unit], ballots: Iterable[OwnerBallot], *, legal_class: str
) -> RatificationResult:
    """Count a ratification of a legal class on its frozen roll.

    Raises KeyError for a class that is not counted this way, ValueError for a faulty roll.
    """
    rule = CLASSES[legal_class]
    counted = count_ratification(units, ballots, rule=rule)
    reading = counted.reading
    against = counted.what_ifs.developer_against
    return RatificationResult(
        legal_class=legal_class,
        profile=PROFILE,
        law_version=LAW_VERSION,
        special=rule == SPECIAL,
        passed=counted.passed.value,
        quorum=reading.has_quorum(rule),
        majority=reading.has_majority(rule),
        heads=reading.heads,
        area_x100=reading.area_x100,
        percent_participating_heads=reading.heads.percent_participating,
        percent_participating_area=reading.area_x100.percent_participating,
        percent_agree_heads=reading.heads.percent_agree,
        percent_agree_area=reading.area_x100.percent_agree,
        percent_agree_of_all_heads=reading.heads.percent_agree_of_all,
        percent_agree_of_all_area=reading.area_x100.percent_agree_of_all,
        needs_heads=counted.needs_heads,
        needs_area=counted.needs_area,
        without_unclear=_what_if(counted.without_unclear, rule),
        developer_against=None if against is None else _what_if(against, rule),
        abstentions_dropped=_what_if(counted.what_ifs.abstentions_dropped, rule),
        obsolete_two_thirds_of_all=counted.what_ifs.obsolete_two_thirds_of_all,
        unclear_units=counted.unclear_units,
        ignored=len(counted.ignored),
        buildings=turnout_by_building(units, counted.heads),
    )


def first_close_of(
    units: Sequence[Unit], ballots: Iterable[OwnerBallot], *, legal_class: str, at: int
) -> FirstClose:
    """Take the participation of a ratification, without saying how anybody voted."""
    counted: Ratification = count_ratification(units, ballots, rule=CLASSES[legal_class])
    heads, area = counted.needs_heads, counted.needs_area
    reading = counted.reading
    return FirstClose(
        at=at,
        heads=reading.heads.participating,
        heads_total=reading.heads.total,
        heads_needed=heads.quorum_needed,
        area_x100=reading.area_x100.participating,
        area_total_x100=reading.area_x100.total,
        area_needed_x100=area.quorum_needed,
        heads_quorum=heads.quorum,
        area_quorum=area.quorum,
        quorum=heads.quorum and area.quorum,
    )


def choice_content(choice: str) -> str:
    """Write a ratification ballot as canonical JSON: ``{"choice":"agree"}``."""
    return _write({"choice": choice})


def choice_of(content: str) -> str:
    """Read back what ``choice_content`` wrote."""
    choice: str = json.loads(content)["choice"]
    return choice


def _what_if(reading: Reading, rule: DoubleThreshold) -> WhatIf:
    return WhatIf(
        heads=reading.heads,
        area_x100=reading.area_x100,
        percent_heads=reading.heads.percent_agree,
        percent_area=reading.area_x100.percent_agree,
        passes=reading.passes(rule),
    )
