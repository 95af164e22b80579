"""Meetings of residents and villagers: E17 to E19 of docs/rules.md#boundary-examples, and more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.kernel.refusals import Refusal
from council.meetings.votes.rules import (
    COUNTS,
    MeetingDecision,
    Present,
    check_put,
    decide_at_meeting,
    electorates_of,
    judge,
    read_count,
    read_electorate,
    read_field,
    read_reason,
)
from council.rules.profile import RuleRow
from council.rules.rulebook import rulebook

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


@given(data=st.data(), name=st.sampled_from(["R-JM26", "R-CM", "R-CMD", "R-XZ", "R-MO", "O-WC"]))
def test_whatever_the_form_takes_can_be_judged_and_carries_only_with_quorum_and_majority(
    data: st.DataObject, name: str
):
    rule = row(name)
    counts: dict[str, int] = {}
    number = st.integers(min_value=0, max_value=60).map(str)
    for asked in COUNTS:
        read = read_field(asked, data.draw(number), counts)
        if isinstance(read, Refusal):
            read = read_field(asked, "1" if asked == "entitled" else "0", counts)
        assert not isinstance(read, Refusal)
        counts[asked] = read

    vote = judge(rule, electorate=data.draw(st.sampled_from(electorates_of(rule))), **counts)

    assert vote.yes + vote.no + vote.abstained == vote.came <= vote.entitled
    assert (vote.outcome == "no_quorum") == (vote.came < vote.quorum_needed)
    assert (vote.outcome == "carried") == (
        vote.came >= vote.quorum_needed and vote.yes >= vote.yes_needed
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0", 0),
        (" 980 ", 980),
        ("9999999", 9_999_999),
        ("10000000", Refusal("vote.too_many", {"given": "10000000"})),
        ("007", Refusal("vote.not_a_number", {"given": "007"})),
        ("1,234", Refusal("vote.not_a_number", {"given": "1,234"})),
        ("1e3", Refusal("vote.not_a_number", {"given": "1e3"})),
        ("٤٩٠", Refusal("vote.not_a_number", {"given": "٤٩٠"})),
        ("− 5", Refusal("vote.negative", {"given": "− 5"})),
        ("４９０", Refusal("vote.full_width", {"given": "４９０", "plain": "490"})),
        ("", Refusal("vote.not_a_number", {"given": ""})),
    ],
)
def test_a_number_of_people_is_plain_digits(text: str, read: int | Refusal):
    assert read_count(text) == read


@pytest.mark.parametrize(
    ("state", "counted", "in_session", "refusal"),
    [
        ("deliberated", False, True, None),
        ("deliberated", True, True, None),
        ("put", True, True, None),
        ("put", False, True, Refusal("motion.not_now", {"verb": "vote", "state": "put"})),
        ("announced", False, True, Refusal("motion.not_deliberated")),
        ("carried", True, False, Refusal("vote.fixed")),
        ("deliberated", False, False, Refusal("motion.not_in_session")),
    ],
)
def test_when_a_motion_may_be_put_to_the_vote(
    state: str, counted: bool, in_session: bool, refusal: Refusal | None
):
    judged = check_put(state=state, counted=counted, in_session=in_session, row=row("R-JM26"))

    assert judged == refusal


def test_a_reason_is_a_sentence_of_at_most_300_characters():
    read = [read_reason(text) for text in ("  数 错了 ", "长" * 301, "  ")]

    assert read == [
        "数 错了",
        Refusal("vote.reason_too_long", {"length": 301, "limit": 300}),
        Refusal("vote.no_reason"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("entitled", "490", Refusal("vote.more_came", {"came": 491, "entitled": 490})),
        ("came", "245", Refusal("vote.more_yes", {"yes": 246, "came": 245})),
        ("came", "445", Refusal("vote.more_hands", {"hands": 446, "came": 445})),
        ("yes", "292", Refusal("vote.more_hands", {"hands": 492, "came": 491})),
        ("came", "446", 446),
        ("no", "245", 245),
    ],
)
def test_a_count_that_is_changed_is_judged_by_those_before_and_after_it(
    name: str, text: str, read: int | Refusal
):
    counts = {"entitled": 980, "came": 491, "yes": 246, "no": 200}

    assert read_field(name, text, counts) == read


def test_an_electorate_is_one_of_the_rows():
    read = [read_electorate(text, row=row("R-JM26")) for text in ("adults", "villagers")]

    assert read == ["adults", Refusal("vote.use_buttons")]
