"""A ratification under the two policies on silence, judged by the community's own rules."""

from dataclasses import replace

import pytest

from council.polls.ratification import RatificationResult, WhatIf, count_ratified
from council.rules.profile import Silence
from council.rules.rulebook import NATIONAL, rulebook
from voting.ballots import Choice
from voting.measures import Measure
from voting.ratification import OwnerBallot
from voting.roll import Unit

UNITS = [Unit(code=f"{n}", owners=(f"o{n}",), area_x100=10_000) for n in range(10)]
CLAUSE = Silence(policy="deemed_participating_with_majority", clause_reference="管理规约 12")


def counted(silence: Silence, delivered: range) -> RatificationResult:
    ballots = [
        OwnerBallot(unit=f"{n}", owner=f"o{n}", choice=Choice.AGREE if n else Choice.OPPOSE, at=n)
        for n in range(5)
    ]
    return count_ratified(
        UNITS,
        ballots,
        legal_class="O-9",
        rules=replace(rulebook()[NATIONAL], silence=silence),
        delivered={f"{n}" for n in delivered},
    )


def all_of(agree: int, participating: int, factor: int = 1) -> Measure:
    return Measure(
        total=10 * factor,
        participating=participating * factor,
        agree=agree * factor,
        oppose=factor,
        abstain=0,
    )


def test_without_a_clause_the_silent_take_no_part_and_the_clause_is_a_what_if():
    result = counted(Silence(policy="not_participating"), range(10))

    assert (result.passed, result.quorum, result.silence, result.clause_reference) == (
        "no",
        False,
        "not_participating",
        "",
    )
    assert result.deemed == WhatIf(
        heads=all_of(9, 10),
        area_x100=all_of(9, 10, 10_000),
        percent_heads="90.00",
        percent_area="90.00",
        passes=True,
    )


@pytest.mark.parametrize(
    ("delivered", "passed", "participating"), [(10, "yes", 10), (7, "yes", 7), (6, "no", 6)]
)
def test_by_a_clause_those_who_were_served_follow_the_majority(
    delivered: int, passed: str, participating: int
):
    result = counted(CLAUSE, range(delivered))

    assert (result.passed, result.quorum) == (passed, passed == "yes")
    assert result.clause_reference == "管理规约 12"
    assert result.deemed is not None
    assert result.deemed.heads == all_of(participating - 1, participating)
    assert result.heads == all_of(4, 5)


def test_a_result_names_the_profile_and_the_version_of_the_law():
    result = count_ratified(UNITS, (), legal_class="O-8", rules=rulebook()["hangzhou"])

    assert (result.profile, result.law_version, result.special) == (
        "hangzhou",
        "民法典 2021-01-01",
        True,
    )
    with pytest.raises(KeyError):
        count_ratified(UNITS, (), legal_class="O-8", rules=rulebook()["village"])
