"""Votes at a meeting: counted, judged, corrected until the meeting ends, then fixed."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from council.kernel.refusals import Refusal
from council.kernel.tables import acts
from council.meetings.commands import (
    AdjournMeeting,
    AdjournMotion,
    CheckIn,
    MeetingView,
    NoteAttendance,
    PutOnAgenda,
)
from council.meetings.reads import meeting_view
from council.meetings.tables import meeting_votes
from council.motions.commands import MotionView
from council.motions.due import due
from council.motions.reads import motion_view
from council.motions.votes.recorded import MeetingVote, RecordedVote
from council.polls.reads import new_poll
from council.proposals.tables import proposals
from tests.council.conftest import Town, lives_by
from tests.council.evening import (
    fill,
    hand_in,
    hear,
    heard,
    meeting,
    read_and_approve,
    staff,
    vote,
)
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.meetings.votes.counting_hands import ADULTS, rank, state_of
from tests.council.moves import names


def offered(form: Filling) -> list[str]:
    """Tell what can be tapped."""
    return [each.code for each in form.sheet.offered]


def outcome_of(view: MotionView) -> str:
    return view.votes[-1].vote.outcome


def test_a_residents_meeting_decides_by_one_of_three_electorates(town: Town):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")

    begun = fill(town, number)
    done = vote(town, number, *ADULTS, "491", "246", "200")

    assert begun.sheet.asks == "electorate"
    assert [each.label.key for each in begun.sheet.offered] == [
        "electorate.adults",
        "electorate.households",
        "electorate.group_representatives",
    ]
    assert done.state == "put"
    assert done.votes == (
        RecordedVote(
            vote=MeetingVote(
                electorate="adults",
                entitled=980,
                came=491,
                yes=246,
                no=200,
                abstained=45,
                quorum_share="> 1/2",
                quorum_needed=491,
                approval_share="> 1/2",
                of_all=False,
                yes_needed=246,
                outcome="carried",
                citation="城市居民委员会组织法 第四章（2025 修订）",
                law_version="2026-01-01",
                provisional=True,
            ),
            meeting=met,
            reading=1,
            reason="",
            fixed=False,
            certain=False,
        ),
    )
    assert names(done.may) == ("correct_vote",)


@pytest.mark.parametrize(
    ("came", "yes", "outcome", "state"),
    [
        ("491", "246", "carried", "carried"),
        ("491", "245", "lost", "lost"),
        ("490", "490", "no_quorum", "deliberated"),
    ],
)
def test_e17_the_motion_is_decided_when_the_meeting_ends(
    town: Town, came: str, yes: str, outcome: str, state: str
):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")

    voted = vote(town, number, *ADULTS, came, yes, "0")
    town.act("主", AdjournMeeting, number=met)

    assert outcome_of(voted) == outcome
    assert state_of(town, number) == state
    notices = [notice for notice, _ in town.told("王")]
    assert notices.count("motion_voted") == 1
    assert town.told("李")[-1][1]["outcome_key"] == f"vote.outcome.{outcome}"


def test_e18_a_village_has_its_quorum_by_the_household_representatives(town: Town):
    staff(town)
    lives_by(town, "village")
    number, _ = heard(town, legal_class="R-CM")

    short = vote(town, number, "household_reps", "300", "199", "150", "20")
    enough = vote(town, number, "household_reps", "300", "200", "150", "20", "漏数一名")

    assert (short.state, outcome_of(short)) == ("deliberated", "no_quorum")
    assert (enough.state, outcome_of(enough)) == ("put", "carried")
    assert enough.votes[0].vote.quorum_needed == 200


@pytest.mark.parametrize(("yes", "outcome"), [("12", "lost"), ("13", "carried")])
def test_e19_a_tie_at_the_council_fails(town: Town, yes: str, outcome: str):
    staff(town)
    number, _ = heard(town, legal_class="R-MO")

    begun = fill(town, number)
    done = vote(town, number, "40", "31", yes, "12")

    assert begun.sheet.asks == "entitled"
    assert filled(begun.sheet) == {"electorate": "electorate.members"}
    assert outcome_of(done) == outcome


def test_our_own_records_propose_the_numbers(town: Town):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")
    town.act("王", CheckIn, number=met)
    town.act("何", NoteAttendance, number=met, refs="李 主")

    told = [
        offered(fill(town, number, *before))
        for before in (
            ("adults",),
            ("adults", "5"),
            ("households",),
            ("households", "1"),
            ("group_representatives",),
        )
    ]

    assert told == [
        ["5"],
        ["3"],
        ["1"],
        ["1"],
        [],
    ]


@pytest.mark.parametrize(
    ("before", "text", "refusal"),
    [
        ((), "everybody", Refusal("vote.use_buttons")),
        (("adults",), "0", Refusal("vote.nobody_entitled")),
        (("adults",), "九百", Refusal("vote.not_a_number", {"given": "九百"})),
        (("adults",), "9.5", Refusal("vote.not_a_number", {"given": "9.5"})),
        (("adults",), "-5", Refusal("vote.negative", {"given": "-5"})),
        (("adults",), "－５", Refusal("vote.negative", {"given": "-5"})),
        (("adults",), "980000000", Refusal("vote.too_many", {"given": "980000000"})),
        (
            ("adults",),
            "９８０",
            Refusal("vote.full_width", {"given": "９８０", "plain": "980"}),
        ),
        (ADULTS, "981", Refusal("vote.more_came", {"came": 981, "entitled": 980})),
        ((*ADULTS, "491"), "492", Refusal("vote.more_yes", {"yes": 492, "came": 491})),
        ((*ADULTS, "491", "246"), "246", Refusal("vote.more_hands", {"hands": 492, "came": 491})),
    ],
)
def test_a_number_that_cannot_be_is_said_and_asked_for_again(
    town: Town, before: tuple[str, ...], text: str, refusal: Refusal
):
    staff(town)
    number, _ = heard(town, legal_class="R-JM26")
    form = fill(town, number, *before)
    asked = form.sheet

    again = form.say(text)

    assert again == replace(asked, problem=refusal, typed=text)


def test_without_a_quorum_the_motion_goes_to_the_next_meeting_and_is_voted_on_there(town: Town):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")
    vote(town, number, *ADULTS, "490", "246", "200")
    town.act("主", AdjournMeeting, number=met)

    needs = [need.key for need in town.read("何", due)]
    put_off = town.act("何", AdjournMotion, number=number)
    later = meeting(town, "2026-03-27 19:30")
    town.act("何", PutOnAgenda, motion_number=number, meeting_number=later)
    hear(town, later, number, "2026-03-27 19:30")
    again = vote(town, number, *ADULTS, "600", "400", "100")
    town.act("主", AdjournMeeting, number=later)

    assert "motion_undecided" in needs
    assert put_off.state == "adjourned"
    assert [each.vote.outcome for each in again.votes] == ["no_quorum", "carried"]
    assert [each.meeting for each in again.votes] == [met, later]
    assert state_of(town, number) == "carried"


def test_a_carried_motion_decides_its_proposal(town: Town):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")
    vote(town, number, *ADULTS, "491", "246", "200")

    before = town.rows(select(proposals.c.state))
    town.act("主", AdjournMeeting, number=met)
    after = town.rows(select(proposals.c.state))

    assert [tuple(row) for row in (*before, *after)] == [("on_agenda",), ("decided",)]


def test_no_poll_stands_in_for_a_meeting_that_needs_a_quorum(town: Town):
    staff(town)
    number, _ = heard(town, legal_class="R-JM26")

    chosen = town.read("何", new_poll, number)
    polled = rank(town, number)

    refusal = Refusal("motion.only_at_meetings", {"number": number})
    assert (chosen, polled) == (refusal, refusal)


@pytest.mark.parametrize(
    ("name", "key"),
    [("王", "policy.not_your_role"), ("物", "policy.not_your_role")],
)
def test_only_facilitator_and_chair_put_to_the_vote(town: Town, name: str, key: str):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")

    refused = Filling(town, name, "vote", f"{number}-{met}").sheet

    assert refused.key == key


def test_a_consultation_is_not_counted_by_hands(town: Town):
    staff(town)
    number, met = heard(town, legal_class="R-XS")

    refused = Filling(town, "主", "vote", f"{number}-{met}").sheet

    assert refused == Refusal("vote.not_by_hands", {"legal_class": "R-XS"})


def test_a_vote_is_certain_once_the_minutes_are_approved(town: Town):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")
    vote(town, number, *ADULTS, "491", "246", "200")
    town.act("主", AdjournMeeting, number=met)
    hand_in(town, met)

    minuted: MeetingView = town.read("王", meeting_view, met, "resident")
    read_and_approve(town, met)
    approved: MeetingView = town.read("王", meeting_view, met, "resident")

    shown = [view.items[0].vote for view in (minuted, approved)]
    assert [(each.fixed, each.certain) for each in shown if each] == [(True, False), (True, True)]


def test_the_acts_log_says_who_counted(town: Town):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")
    vote(town, number, *ADULTS, "491", "246", "200")
    town.act("主", AdjournMeeting, number=met)

    t = acts.c
    logged = town.rows(
        select(t.verb, t.role, t.detail)
        .where(t.verb.in_(("motion.put", "motion.vote", "motion.carry")))
        .order_by(t.number)
    )

    assert [tuple(row) for row in logged] == [
        ("motion.put", "chair", '{"after": "put", "before": "deliberated"}'),
        ("motion.vote", "chair", f'{{"meeting": {met}, "outcome": "carried", "reading": 1}}'),
        ("motion.carry", "chair", '{"after": "carried", "before": "put"}'),
    ]


def test_another_community_sees_nothing_of_it(town: Town, other_town: Town):
    staff(town)
    staff(other_town)
    number, _ = heard(town, legal_class="R-JM26")
    vote(town, number, *ADULTS, "491", "246", "200")
    other, _ = heard(other_town, legal_class="R-JM26", when="2026-03-27 19:30")

    seen = other_town.read("何", motion_view, other, "staff")

    assert (seen.votes, "vote" in names(seen.may)) == ((), True)


def test_a_sheet_whose_electorate_the_new_rules_do_not_know_is_begun_anew(town: Town):
    staff(town)
    number, _ = heard(town, legal_class="R-JM26")
    form = fill(town, number, "households", "400", "300", "200", "50")
    lives_by(town, text='extends = "residents"\n[rows.R-JM26]\nor_electorate = "villagers"')

    filed = form.file()
    counted = [form.say(text) for text in ("adults", "980", "491", "246", "200")][-1]
    done = form.file()

    assert (problem(filed), filed.asks, filled(filed)) == ("vote.other_rules", "electorate", {})
    assert counted.asks == ""
    assert outcome_of(done) == "carried"


def test_a_sheet_of_an_earlier_meeting_counts_for_no_later_one(town: Town):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")
    form = fill(town, number, *ADULTS, "491", "246", "200", by="何")
    town.act("主", AdjournMeeting, number=met)
    town.act("何", AdjournMotion, number=number)
    later = meeting(town, "2026-03-27 19:30")
    town.act("何", PutOnAgenda, motion_number=number, meeting_number=later)
    hear(town, later, number, "2026-03-27 19:30")

    late = form.file()
    anew = fill(town, number, by="何").sheet

    assert late == Refusal("motion.not_in_session")
    assert (anew.asks, filled(anew)) == ("electorate", {})


def test_a_count_can_be_changed_before_it_is_kept_within_the_others(town: Town):
    staff(town)
    number, _ = heard(town, legal_class="R-JM26")
    form = fill(town, number, *ADULTS, "491", "246", "0")

    form.change("entitled")
    too_few = form.say("98")
    form.say("800")
    form.change("yes")
    fewer = form.say("245")
    done = form.file()

    assert too_few.problem == Refusal("vote.more_came", {"came": 491, "entitled": 98})
    assert [line.says.text for line in fewer.lines[1:]] == ["800", "491", "245", "0"]
    assert outcome_of(done) == "lost"
    assert town.rows(select(func.count()).select_from(meeting_votes))[0][0] == 1


def test_another_electorate_takes_its_counts_along(town: Town):
    staff(town)
    number, _ = heard(town, legal_class="R-JM26")
    form = fill(town, number, *ADULTS, "491", "246", "200")

    form.change("electorate")
    other = form.tap("households")

    assert (other.asks, filled(other)) == ("entitled", {"electorate": "electorate.households"})
    assert other.notes == ()
