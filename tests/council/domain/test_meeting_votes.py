"""Meetings of residents and villagers: E17, E18 and E19 of domain.md §1.6, and every boundary."""

import pytest

from council.domain.meeting_votes import MeetingDecision, Present, decide_at_meeting
from council.domain.rule_profiles import RuleRow
from council.rulebook import rulebook

HALF_AND_LESS = [(490, 246, False, False), (491, 245, True, False), (491, 246, True, True)]


def row(name: str) -> RuleRow:
    return {**rulebook()["national"].rows, **rulebook()["village"].rows}[name]


@pytest.mark.parametrize("name", ["R-JM18", "R-JM26"])
@pytest.mark.parametrize(("came", "yes", "quorum", "passed"), HALF_AND_LESS)
def test_e17_a_residents_meeting_needs_more_than_half_twice(
    name: str, came: int, yes: int, quorum: bool, passed: bool
):
    present = {"adults": Present(came=came, of=980)}

    decided = decide_at_meeting(row(name), present, voters=came, yes=yes, no=came - yes)

    assert (decided.quorum, decided.passed) == (quorum, passed)


def test_a_decision_names_the_version_of_the_law_and_what_was_needed():
    present = {"adults": Present(came=491, of=980)}

    decided = decide_at_meeting(row("R-JM18"), present, voters=491, yes=246, no=245)

    assert decided == MeetingDecision(
        row="R-JM18",
        law_version="居民委员会组织法 2018",
        provisional=False,
        quorum_by="adults",
        needed={"adults": 491},
        yes_needed=246,
        passed=True,
    )
    assert decide_at_meeting(row("R-JM26"), present, voters=491, yes=246, no=0).provisional


@pytest.mark.parametrize(
    ("villagers", "reps", "quorum_by"),
    [
        (300, 200, "household_reps"),
        (300, 199, ""),
        (400, 0, ""),
        (401, 0, "villagers"),
        (401, 300, "villagers"),
    ],
)
def test_e18_a_villagers_meeting_has_a_quorum_by_either_limb(
    villagers: int, reps: int, quorum_by: str
):
    present = {
        "villagers": Present(came=villagers, of=800),
        "household_reps": Present(came=reps, of=300),
    }

    decided = decide_at_meeting(row("R-CM"), present, voters=villagers, yes=villagers, no=0)

    assert (decided.quorum_by, decided.passed) == (quorum_by, quorum_by != "")
    assert decided.needed == {"villagers": 401, "household_reps": 200}


@pytest.mark.parametrize(("came", "quorum"), [(19, False), (20, True), (21, True)])
@pytest.mark.parametrize("name", ["R-CMD", "R-XZ"])
def test_two_thirds_of_the_representatives_or_of_the_group_are_enough(
    name: str, came: int, quorum: bool
):
    rule = row(name)

    decided = decide_at_meeting(
        rule, {rule.electorate: Present(came=came, of=30)}, voters=came, yes=came, no=0
    )

    assert (decided.quorum, decided.passed) == (quorum, quorum)


@pytest.mark.parametrize(("yes", "passed"), [(11, False), (12, False), (13, True)])
def test_e19_at_a_council_meeting_a_tie_fails_whoever_abstains(yes: int, passed: bool):
    present = {"members": Present(came=31, of=40)}

    decided = decide_at_meeting(row("R-MO"), present, voters=31, yes=yes, no=12)

    assert (decided.passed, decided.yes_needed) == (passed, 13)


@pytest.mark.parametrize(
    ("came", "yes", "passed"), [(5, 5, False), (6, 5, False), (6, 6, True), (9, 6, True)]
)
def test_the_owners_committee_needs_more_than_half_of_all_members(
    came: int, yes: int, passed: bool
):
    present = {"committee_members": Present(came=came, of=10 if came < 9 else 11)}

    decided = decide_at_meeting(row("O-WC"), present, voters=came, yes=yes, no=0)

    assert decided.passed is passed


@pytest.mark.parametrize(
    ("name", "came", "yes", "no"),
    [("O-8", 10, 5, 0), ("R-XS", 10, 5, 0), ("R-JM18", 11, 5, 0), ("R-JM18", 10, 6, 5)],
)
def test_what_cannot_be_counted_is_a_bug(name: str, came: int, yes: int, no: int):
    present = {"adults": Present(came=came, of=10)}

    with pytest.raises(ValueError, match=r"meeting|more"):
        decide_at_meeting(row(name), present, voters=10, yes=yes, no=no)
