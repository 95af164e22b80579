"""A count at a meeting that is corrected, doubled or comes too late."""

from sqlalchemy import select

from council.kernel import drafts
from council.kernel.refusals import Refusal
from council.meetings.commands import AdjournMeeting, AdjournMotion
from council.meetings.tables import meeting_votes
from council.motions.commands import ReferMotion, WithdrawMotion
from tests.council.conftest import Town
from tests.council.evening import fill, heard, staff, vote
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.meetings.votes.counting_hands import ADULTS, rank, state_of


def test_a_correction_needs_a_reason_and_keeps_the_earlier_reading(town: Town):
    staff(town)
    number, _ = heard(town, legal_class="R-JM26")
    vote(town, number, *ADULTS, "491", "246", "200", by="何")

    form = fill(town, number, *ADULTS, "491", "245", "200")
    asked = form.sheet
    empty = form.say("  ")
    corrected = vote(town, number, *ADULTS, "491", "245", "200", "有一位重复举手")

    assert (asked.asks, asked.head["sheet_key"]) == ("reason", "vote.head_correct")
    assert (problem(empty), empty.asks) == ("vote.no_reason", "reason")
    assert corrected.said == "motion.said.corrected"
    (stands,) = corrected.votes
    assert (stands.reading, stands.reason, stands.vote.outcome) == (2, "有一位重复举手", "lost")
    t = meeting_votes.c
    kept = town.rows(select(t.reading, t.yes, t.outcome, t.reason).order_by(t.reading))
    assert [tuple(row) for row in kept] == [
        (1, 246, "carried", None),
        (2, 245, "lost", "有一位重复举手"),
    ]


def test_a_correction_without_a_quorum_takes_the_motion_back(town: Town):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")
    vote(town, number, *ADULTS, "491", "246", "200")

    corrected = vote(town, number, *ADULTS, "490", "246", "200", "多数了一位")
    town.act("主", AdjournMeeting, number=met)

    assert corrected.state == "deliberated"
    assert state_of(town, number) == "deliberated"


def test_two_at_once_the_second_count_becomes_a_correction(town: Town):
    staff(town)
    number, _ = heard(town, legal_class="R-JM26")
    slower = fill(town, number, *ADULTS, "491", "246", "200", by="何")
    vote(town, number, *ADULTS, "491", "246", "200")

    asked = slower.file()
    slower.say("少数了一位")
    corrected = slower.file()

    assert (asked.asks, problem(asked)) == ("reason", "vote.counted_meanwhile")
    assert [(each.reading, each.reason) for each in corrected.votes] == [(2, "少数了一位")]


def test_a_second_tap_and_an_old_sheet_change_nothing(town: Town):
    staff(town)
    number, _ = heard(town, legal_class="R-JM26")
    full = fill(town, number, *ADULTS, "491", "246", "200").sheet
    form = fill(town, number)

    stale = form.file(on=full)
    pressed = form.tap("adults", on=full)
    form.say(*ADULTS, "491", "246", "200")
    first, twice = form.file(), form.file()

    assert (problem(stale), filled(stale)) == ("form.stale", {})
    assert (problem(pressed), filled(pressed)) == ("form.stale", {})
    assert twice == first
    assert len(town.rows(select(meeting_votes.c.reading))) == 1


def test_nothing_is_counted_or_corrected_after_the_end(town: Town):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")
    vote(town, number, *ADULTS, "490", "246", "200")
    town.act("主", AdjournMeeting, number=met)

    late = Filling(town, "主", "vote", f"{number}-{met}").sheet

    assert late == Refusal("vote.fixed")


def test_a_half_filled_sheet_waits_for_nothing_once_the_meeting_is_over(town: Town):
    staff(town)
    number, met = heard(town, legal_class="R-JM26")
    fill(town, number, *ADULTS, by="何")

    before = town.read("何", drafts.awaiting, "staff")
    town.act("主", AdjournMeeting, number=met)
    after = town.read("何", drafts.awaiting, "staff")

    assert (before.awaits, after) == ("came", None)


def test_a_motion_that_was_voted_on_can_only_be_corrected(town: Town):
    staff(town)
    number, _ = heard(town, legal_class="R-MO")
    vote(town, number, "40", "31", "13", "12")

    refused = [
        town.act("何", command, number=number)
        for command in (AdjournMotion, ReferMotion, WithdrawMotion)
    ]
    polled = rank(town, number)

    assert {answer.key for answer in refused} == {"motion.not_now"}
    assert polled.key == "poll.motion_not_ready_ranking"
