"""The owners' ratification: which class needs which thresholds, and its result as it is kept.

The thresholds are a row of the community's rule profile; the arithmetic is voting's.
"""

import json
from collections.abc import Collection, Iterable, Sequence

from council.kernel.values import value
from council.roll.buildings import BuildingTurnout, turnout_by_building
from council.rules.profile import RuleProfile, RuleRow
from voting.measures import Measure, Needs, Reading
from voting.ratification import (
    OwnerBallot,
    Ratification,
    count_ratification,
    deemed_reading,
    judged,
)
from voting.roll import Unit, UnitCode
from voting.thresholds import DoubleThreshold

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
    ``silence``: the policy that holds, with the clause it rests on; ``deemed``: the reading in
    which the silent join the majority, for every head that has its ballot delivered; where no
    clause says so it is a what-if, for all who are silent. ``passed``, ``quorum`` and ``majority``
    follow the policy; every other figure is that of the ballots cast.
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
    silence: str = "not_participating"
    clause_reference: str = ""
    deemed: WhatIf | None = None


def count_ratified(
    units: Sequence[Unit],
    ballots: Iterable[OwnerBallot],
    *,
    legal_class: str,
    rules: RuleProfile,
    delivered: Collection[UnitCode] = (),
) -> RatificationResult:
    """Count a ratification of a legal class on its frozen roll.

    ``delivered``: units whose ballot is proven to have reached the owner; only they can be deemed
    to follow the majority, and only where the profile has a clause for it. Raises KeyError for a
    class that the profile does not have, ValueError for a faulty roll.
    """
    row = rules.rows[legal_class]
    rule = row.thresholds
    by_clause = rules.silence.deems
    counted = count_ratification(units, ballots, rule=rule)
    reading = counted.reading
    against = counted.what_ifs.developer_against
    deemed = deemed_reading(counted, delivered=delivered if by_clause else None)
    deciding = deemed if by_clause else reading
    return RatificationResult(
        legal_class=legal_class,
        profile=rules.name,
        law_version=row.law_version,
        special=row.special,
        passed=judged(deciding, rule=rule).value,
        quorum=deciding.has_quorum(rule),
        majority=deciding.has_majority(rule),
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
        silence=rules.silence.policy,
        clause_reference=rules.silence.clause_reference,
        deemed=_what_if(deemed, rule),
    )


def first_close_of(
    units: Sequence[Unit], ballots: Iterable[OwnerBallot], *, row: RuleRow, at: int
) -> FirstClose:
    """Take the participation of a ratification, without saying how anybody voted."""
    counted: Ratification = count_ratification(units, ballots, rule=row.thresholds)
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
