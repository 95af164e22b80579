"""What the clock tells of answers: promised days, lateness, and the next agenda."""

from typing import Any

from council.kernel.refusals import Refusal
from council.meetings.commands import TakeOffAgenda
from council.meetings.falls_due import falls_due as meetings_due
from council.meetings.reads import meeting_view
from council.motions.falls_due import falls_due as motions_due
from council.motions.responses.commands import (
    Acknowledge,
    AnswerMotion,
    LadderClimbed,
    PromiseReminded,
)
from council.overview.indicators import Share, indicators
from council.overview.todos import today
from tests.council.conftest import Town
from tests.council.evening import at, meeting
from tests.council.motions.responses.responding import HOUR, addressed, response


def due(town: Town) -> list[Any]:
    """What the clock owes for answers: to tell of them, and to put late ones on an agenda."""
    nouns = (meetings_due, motions_due)
    return [each for falls_due in nouns for each in town.app.bus.read_now(falls_due)]


def tick(town: Town) -> list[Any]:
    """Do once what the clock owes."""
    return [town.app.bus.submit(command).result() for command in due(town)]


def promised(town: Town, day: str) -> int:
    number = addressed(town)
    promise = {"decision": "accept", "responsible": "项目部", "done_by": day}
    town.act("物", AnswerMotion, number=number, **promise)
    return number


def test_a_promised_day_is_reminded_of_before_and_on_the_day(town: Town):
    number = promised(town, "2026-02-20")
    told = {
        "number": number,
        "title": "小区停车难怎么办",
        "done_on": at("2026-02-20 12:00"),
    }
    early = due(town)
    town.clock.at = at("2026-02-17 08:59")
    night = due(town)
    town.clock.at = at("2026-02-17 09:00")
    before = [tick(town), tick(town)]
    town.clock.at = at("2026-02-20 09:00")
    day = [tick(town), tick(town)]

    assert (early, night) == ([], [])
    assert before == [[PromiseReminded(number=number, stage="before")], []]
    assert day == [[PromiseReminded(number=number, stage="day")], []]
    for name in ("物", "何"):
        assert town.told(name, "staff")[-2:] == [("promise_before", told), ("promise_day", told)]


def test_a_clock_that_stood_still_reminds_late_but_not_for_ever(town: Town):
    number = promised(town, "2026-02-20")
    town.clock.at = at("2026-02-25 12:00")
    late = tick(town)
    town.clock.at = at("2026-03-25 12:00")

    assert late == [PromiseReminded(number=number, stage="day")]
    assert due(town) == []


def test_an_answer_without_a_day_is_reminded_of_nothing(town: Town):
    number = addressed(town)
    town.act("物", AnswerMotion, number=number, decision="decline", reason="没有经费")

    assert due(town) == []


def test_lateness_is_told_once_and_goes_on_the_next_agenda_by_itself(town: Town):
    number = addressed(town)
    met = meeting(town)
    town.clock.at += 18 * HOUR
    reminded = tick(town)
    town.clock.at += 6 * HOUR - 1
    nothing_yet = due(town)
    town.clock.at += 1

    told = tick(town)

    assert reminded == [LadderClimbed(number=number, steps=("reminder",), meeting_number=0)]
    assert nothing_yet == []
    assert told == [LadderClimbed(number=number, steps=("overdue", "agenda"), meeting_number=met)]
    assert due(town) == []
    climbed = [
        "response_reminder_acknowledge",
        "response_overdue_acknowledge",
        "response_agenda",
    ]
    for name, bot in (("何", "staff"), ("物", "staff"), ("王", "resident"), ("李", "resident")):
        assert [each for each, _ in town.told(name, bot) if each in climbed] == climbed, name
    (item,) = town.read("王", meeting_view, met, "resident").items
    assert (item.number, item.overdue) == (number, True)
    assert response(town, number).overdue


def test_what_stands_on_an_agenda_already_is_told_by_that_meeting(town: Town):
    number = addressed(town)
    met = meeting(town, "2026-02-27 19:30", number)
    town.clock.at += 24 * HOUR

    told = tick(town)

    assert told == [
        LadderClimbed(number=number, steps=("reminder", "overdue", "agenda"), meeting_number=met)
    ]
    assert town.told("何", "staff")[-1][1]["meeting"] == met
    assert response(town, number).steps[-1].meeting == met


def test_lateness_without_a_meeting_waits_for_one(town: Town):
    number = addressed(town)
    town.clock.at += 30 * HOUR

    first = tick(town)
    quiet = due(town)
    met = meeting(town)
    second = tick(town)

    assert first == [LadderClimbed(number=number, steps=("reminder", "overdue"), meeting_number=0)]
    assert quiet == []
    assert second == [LadderClimbed(number=number, steps=("agenda",), meeting_number=met)]
    assert [notice for notice, _ in town.told("物", "staff")] == [
        "response_asked",
        "response_overdue_acknowledge",
        "response_agenda",
    ]


def test_a_late_answer_stays_on_the_agenda(town: Town):
    number = addressed(town)
    met = meeting(town)
    town.clock.at += 30 * HOUR
    tick(town)

    refused = town.act("何", TakeOffAgenda, motion_number=number, meeting_number=met)

    assert refused == Refusal("motion.late_stays")


def test_each_due_time_that_passes_is_told(town: Town):
    number = addressed(town)
    town.clock.at += 25 * HOUR
    tick(town)
    town.act("物", Acknowledge, number=number)
    town.clock.at += 30 * HOUR
    tick(town)

    notices = [notice for notice, _ in town.told("何", "staff")]
    assert notices == ["response_overdue_acknowledge", "response_overdue_answer"]


def test_the_manager_sees_what_remains_and_the_facilitator_what_is_late(town: Town):
    number = addressed(town)
    before = list(town.read("物", today).needs)
    quiet = [need.key for need in town.read("何", today).needs]
    town.clock.at += 25 * HOUR
    late = [need.key for need in town.read("物", today).needs]
    seen = [need.key for need in town.read("何", today).needs]

    assert [(need.key, need.params["left_hours"], need.arguments) for need in before] == [
        ("response_acknowledge", 24, (number,))
    ]
    assert late == ["response_acknowledge_late"]
    assert "motion_overdue" not in quiet
    assert "motion_overdue" in seen


def test_an_answer_in_the_very_second_in_which_it_is_late_was_not_given_in_time(town: Town):
    """What was marked as late in public is late in the figures too."""
    number = addressed(town)
    asked = response(town, number)
    town.clock.at = asked.asked_at + 48 * HOUR
    tick(town)
    marked = [each.step for each in response(town, number).steps]
    town.act("物", AnswerMotion, number=number, decision="decline", reason="没有地方。")
    found = town.app.bus.read_now(lambda tx: indicators(tx, town.id, timezone="Asia/Shanghai"))

    assert "overdue" in marked
    assert found.answers == Share(part=0, whole=1, percent="0.00")
