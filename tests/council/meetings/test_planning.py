"""Planning: series, single meetings, by buttons or in a sentence."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import update

from council.kernel.directory import communities
from council.kernel.forms.commands import Phrase
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.meetings.commands import MeetingView, PlanMeeting, PlanNext, PlanSeries
from council.meetings.reads import meeting_list
from council.wordings import render
from tests.council.conftest import Town
from tests.council.evening import at, staff
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.meetings.meeting import LAST_FRIDAY, owed, tick
from tests.council.moves import moves


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
        may=moves(
            move="form.start:moving:1", cancel="form.start:cancelling:1", plan="meeting.plan"
        ),
        said="meeting.said.series",
        lasts=120,
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
    form = Filling(town, "何", "series", "new")

    sheets = [
        form.sheet,
        form.tap("-1"),
        form.tap("FR"),
        form.tap("19.30"),
        form.say("社区活动室"),
    ]
    filed, again = form.file(), form.file()

    assert [sheet.asks for sheet in sheets] == ["week", "weekday", "time", "place", ""]
    assert render(sheets[-1], Translator("zh_CN")).text == (
        "<b>固定会议</b>\n"
        "\n"
        "每月第几个：最后一个\n"
        "星期几：星期五\n"
        "几点：19:30\n"
        "地点：社区活动室\n"
        "时长：120 分钟\n"
        "名称：月度议事会\n"
        "\n"
        "第一次：2026年1月30日（周五）19:30\n"
        "\n"
        "⚠️ 2026年9月25日（周五）是中秋假期。可以改到 2026年9月23日（周三）。\n"
        "\n"
        "请核对。没有问题就按“确认”。"
    )
    assert sheets[-1].changes == ("week", "weekday", "time", "place", "lasts", "title")
    assert (filed.number, filed.starts_at) == (1, at("2026-01-30 19:30"))
    assert again == filed


@pytest.mark.parametrize(
    ("taps", "refused"),
    [
        ((), "meeting.rule_unreadable"),
        (("2",), "meeting.rule_unreadable"),
        (("2", "MO"), "time.unreadable"),
    ],
)
def test_a_series_may_be_typed_as_a_sentence_at_any_step(
    town: Town, taps: tuple[str, ...], refused: str
):
    staff(town)
    form = Filling(town, "何", "series", "new")
    begun = form.sheet
    for code in taps:
        form.tap(code)

    unreadable = form.say("有空的时候")
    typed = form.say("last Friday 19:30")
    stale = form.tap("1", on=begun)

    assert problem(unreadable) == refused
    assert typed.asks == "place"
    assert filled(typed) == {
        "week": "week.-1",
        "weekday": "weekday.FR",
        "time": "19:30",
        "lasts": "plan.minutes",
        "title": "月度议事会",
    }
    assert problem(stale) == "form.stale"
    assert filled(stale) == filled(typed)


def test_a_series_on_a_day_of_the_month_is_typed_and_may_be_typed_otherwise(town: Town):
    staff(town)
    form = Filling(town, "何", "series", "new")
    form.tap("2")
    on_day = form.say("每月31日 19:30")
    form.say("社区活动室")

    changes = form.sheet.changes
    form.change("day")
    unreadable = form.say("随便哪天")
    by_week = form.say("最后一个星期五 20:00")
    planned = form.file()

    assert (on_day.asks, filled(on_day)) == (
        "place",
        {"day": "plan.day", "time": "19:30", "lasts": "plan.minutes", "title": "月度议事会"},
    )
    assert changes == ("day", "time", "place", "lasts", "title")
    assert problem(unreadable) == "meeting.rule_unreadable"
    assert by_week.changes == ("week", "weekday", "time", "place", "lasts", "title")
    assert planned.starts_at == at("2026-01-30 20:00")


def test_a_single_meeting_is_planned_by_typing(town: Town):
    staff(town)
    form = Filling(town, "何", "single", "new")

    past = form.say("2026-01-29 19:30")
    dated = form.say("3月27日晚上7点半")
    placed = form.say("活动室")
    form.change("title")
    titled = form.say("停车专题会")
    planned = form.file()

    assert (problem(past), past.asks) == ("date.past", "when")
    assert (dated.asks, placed.asks) == ("place", "")
    assert filled(titled) == {
        "when": at("2026-03-27 19:30"),
        "place": "活动室",
        "lasts": "plan.minutes",
        "title": "停车专题会",
    }
    assert (planned.title, planned.starts_at) == ("停车专题会", at("2026-03-27 19:30"))


def test_a_time_that_passed_while_the_sheet_lay_there_plans_nothing(town: Town):
    staff(town)
    form = Filling(town, "何", "single", "new")
    form.say("2026-01-30 19:30", "活动室")
    town.clock.at = at("2026-01-30 19:31")

    late = form.file()

    assert (problem(late), late.changes) == ("meeting.past", ("when", "place", "lasts", "title"))
    assert town.read("何", meeting_list, "staff").meetings == ()


def test_a_time_that_the_clock_shows_twice_is_told_and_the_first_is_meant(town: Town):
    staff(town)
    in_berlin = update(communities).values(timezone="Europe/Berlin")
    town.app.bus.submit_run(lambda tx: tx.connection.execute(in_berlin).rowcount).result()
    form = Filling(town, "何", "single", "new")

    dated = form.say("2026-10-25 02:30")
    form.say("活动室")
    planned = form.file()

    assert dated.notes == (Phrase(key="plan.twice"),)
    assert planned.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp()
