"""Ratifications as published JSON: the object of docs/interfaces.md#ratify.

Percentages are decimal strings, truncated (``"77.87"``), never binary floats.
"""

from collections.abc import Mapping

from voting.measures import Measure, Reading
from voting.outcome_json import Json
from voting.ratification import IgnoredBallot, Ratification, judged
from voting.roll import OwnerKey, UnitCode


def ratification_json(
    ratification: Ratification,
    *,
    row: str,
    profile: str,
    law_version: str,
    deemed: Reading | None = None,
) -> dict[str, Json]:
    """Write a ratification as an object.

    ``row`` is the legal class such as ``O-8``; ``profile`` and ``law_version`` name the data of
    the law that gave its thresholds. ``deemed``: the reading that decides where a clause lets the
    silent follow the majority; ``quorum`` and ``passed`` are then its, the figures stay those cast.
    """
    reading, rule = ratification.reading, ratification.rule
    deciding = reading if deemed is None else deemed
    written: dict[str, Json] = {
        "class": row,
        "profile": profile,
        "law_version": law_version,
        "heads": _measure(reading.heads),
        "area_x100": _measure(reading.area_x100),
        "percent": _percent(reading),
        "quorum": deciding.has_quorum(rule),
        "passed": judged(deciding, rule=rule).value,
        "unclear_units": list(ratification.unclear_units),
        "ignored": [_ignored(each) for each in ratification.ignored],
        "multi_unit": _units(ratification.multi_unit),
    }
    if deemed is not None:
        written["deemed"] = {
            "heads": _measure(deemed.heads),
            "area_x100": _measure(deemed.area_x100),
            "percent": _percent(deemed),
        }
    return written


def _measure(measure: Measure) -> Json:
    return {
        "total": measure.total,
        "participating": measure.participating,
        "agree": measure.agree,
        "oppose": measure.oppose,
        "abstain": measure.abstain,
        "unclear": measure.unclear,
    }


def _percent(reading: Reading) -> Json:
    return {
        "participating_heads": reading.heads.percent_participating,
        "participating_area": reading.area_x100.percent_participating,
        "agree_heads": reading.heads.percent_agree,
        "agree_area": reading.area_x100.percent_agree,
    }


def _ignored(each: IgnoredBallot) -> Json:
    ballot = each.ballot
    return {
        "line": ballot.line,
        "unit": ballot.unit,
        "owner": ballot.owner,
        "reason": each.reason.value,
    }


def _units(groups: Mapping[OwnerKey, tuple[UnitCode, ...]]) -> Json:
    return {name: list(codes) for name, codes in groups.items()}
