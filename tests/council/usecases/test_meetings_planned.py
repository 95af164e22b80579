"""Planning: series, single meetings, by buttons or in a sentence."""

from typing import Any

from council.commands.meetings import (
    FilePlan,
    FillPlan,
    MeetingView,
    PlanMeeting,
    PlanNext,
    PlanSeries,
)
from council.domain.refusals import Refusal
from tests.council.conftest import Town
from tests.council.evening import at, staff
from tests.council.usecases.meeting import LAST_FRIDAY, owed, tick


def test_a_series_on_the_last_friday_plans_its_first_meeting(town: Town):
    staff(town)
    town.clock.at = at("2026-02-01 09:00")

    planned = town.act("何", PlanSeries, when="最后一个星期五 19:30", place="社区活动室")

    assert planned == MeetingView(
        bot="staff",
        number=1,
        title="月度议事会",
        place="社区活动室",
        starts_at=at(LAST_FRIDAY),
        state="planned",
        items=(),
        yes=0,
        no=0,
        attended=0,
        may=("cancel", "agenda", "plan"),
        said="meeting.said.series",
    )


def test_the_next_meeting_is_planned_once_the_last_one_has_begun(town: Town):
    staff(town)
    town.clock.at = at("2026-02-01 09:00")
    town.act("何", PlanSeries, when="last Friday 19:30", place="社区活动室")
    before = owed(town)
    town.clock.at = at(LAST_FRIDAY)

    planned = tick(town)

    assert before == []
    assert [view.starts_at for view in planned] == [at("2026-03-27 19:30")]
    assert owed(town) == []


def test_a_server_that_slept_plans_only_what_is_to_come(town: Town):
    staff(town)
    town.act("何", PlanSeries, when="last Friday 19:30", place="社区活动室")
    town.clock.at = at("2026-06-01 09:00")

    planned = tick(town)
    again = town.tick(PlanNext, series_id="01JUNKJUNKJUNKJUNKJUNKJUNK")

    assert [view.starts_at for view in planned] == [at("2026-06-26 19:30")]
    assert again == Refusal("meeting.unknown")


def test_a_single_meeting_wants_a_time_to_come_and_a_place(town: Town):
    staff(town)

    def plan(when: str, place: str = "活动室") -> Any:
        return town.act("何", PlanMeeting, when=when, place=place)

    assert plan("2026-01-29 19:30") == Refusal("date.past", {"given": "2026-01-29"})
    assert plan("2026-01-30 08:00") == Refusal(
        "meeting.past", {"starts_at": at("2026-01-30 08:00")}
    )
    assert plan("下周") == Refusal("date.no_moment", {"given": "下周"})
    assert plan("3月27日 19:30", place=" ") == Refusal("meeting.no_place")
    assert plan("3月27日晚上7点半").starts_at == at("2026-03-27 19:30")


def test_a_series_is_planned_by_buttons(town: Town):
    staff(town)

    def fill(**fields: Any) -> Any:
        return town.act("何", FillPlan, mode="series", **fields)

    sheets = [
        fill(),
        fill(field="week", text="last", revision=1),
        fill(field="weekday", text="FR", revision=2),
        fill(field="time", text="19.30", revision=3),
        fill(field="place", text="社区活动室"),
    ]
    filed = town.act("何", FilePlan, mode="series", revision=5)
    again = town.act("何", FilePlan, mode="series", revision=5)

    assert [sheet.step for sheet in sheets] == ["week", "weekday", "time", "place", "confirm"]
    assert sheets[-1].starts_at == filed.starts_at == at("2026-01-30 19:30")
    assert (filed.number, again.number, again.said) == (1, 1, "meeting.said.planned_already")


def test_a_series_may_be_typed_as_a_sentence_at_any_step(town: Town):
    staff(town)
    town.act("何", FillPlan, mode="series")

    unreadable = town.act("何", FillPlan, mode="series", field="week", text="有空的时候")
    typed = town.act("何", FillPlan, mode="series", field="week", text="last Friday 19:30")
    stale = town.act("何", FillPlan, mode="series", field="week", text="1", revision=1)

    assert unreadable == Refusal("meeting.rule_unreadable", {"given": "有空的时候"})
    assert (typed.week, typed.weekday, typed.at, typed.step) == (-1, "FR", "19:30", "place")
    assert (stale.stale, stale.week) == (True, -1)
