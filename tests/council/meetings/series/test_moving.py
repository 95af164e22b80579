"""One meeting moved or left out, a series changed or ended, what is ahead."""

from typing import Any

from sqlalchemy import select, update

from council.kernel.forms.commands import Phrase
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.kernel.tables import outbox
from council.meetings.commands import (
    AnnounceMeeting,
    CancelMeeting,
    PlanMeeting,
    PlanSeries,
    PutOnAgenda,
    Rsvp,
)
from council.meetings.reads import meeting_view
from council.meetings.series.commands import (
    ChangeSeries,
    EndSeries,
    MoveMeeting,
    PlanOccurrence,
    SkipOccurrence,
)
from council.meetings.series.reads import meetings_ahead, occurrence_view, series_view
from council.meetings.tables import meetings
from council.wordings import render
from tests.council.conftest import Town
from tests.council.evening import at, meeting, motion, staff
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.meetings.meeting import LAST_FRIDAY, announced, owed, tick

MARCH, APRIL = "2026-03-27 19:30", "2026-04-24 19:30"


def series(town: Town) -> None:
    """The last Friday of each month, from February on."""
    staff(town)
    town.clock.at = at("2026-02-01 09:00")
    town.act("何", PlanSeries, when="last Friday 19:30", place="社区活动室")


def ahead(town: Town, count: int = 3) -> list[tuple[int, int, str]]:
    view = town.read("何", meetings_ahead, "staff")
    return [(line.number, line.starts_at, line.state) for line in view.lines[:count]]


def moved(town: Town, number: int, **fields: Any) -> Any:
    return town.act("何", MoveMeeting, number=number, reason="停电", **fields)


def test_the_next_twelve_meetings_are_shown_those_that_are_only_projected_as_such(town: Town):
    series(town)

    view = town.read("王", meetings_ahead, "resident")

    assert len(view.lines) == 12
    assert ahead(town) == [
        (1, at(LAST_FRIDAY), "planned"),
        (0, at(MARCH), "projected"),
        (0, at(APRIL), "projected"),
    ]
    text = render(view, Translator("zh_CN")).text
    assert "2026年3月27日（周五）19:30 月度议事会，社区活动室（预计）" in text


def test_an_occurrence_is_planned_before_its_turn_or_left_out(town: Town):
    series(town)

    early = town.act("何", PlanOccurrence, series=1, occurs_at=at(APRIL))
    town.act("何", SkipOccurrence, series=1, occurs_at=at(MARCH), reason="春游")
    twice = town.act("何", SkipOccurrence, series=1, occurs_at=at(MARCH), reason="春游")
    view = town.read("何", occurrence_view, 1, at(MARCH), "staff")

    assert early.starts_at == at(APRIL)
    assert ahead(town)[:2] == [(1, at(LAST_FRIDAY), "planned"), (2, at(APRIL), "planned")]
    assert twice == view == Refusal("meeting.no_occurrence")


def test_what_is_left_out_for_good_is_looked_at_before(town: Town):
    series(town)
    form = Filling(town, "何", "skipping", f"1-{at(MARCH)}")

    checked = form.say("春游")
    before = ahead(town)
    form.file()

    assert [note.key for note in checked.notes] == ["series.skipped_for_good"]
    assert (0, at(MARCH), "projected") in before
    assert (0, at(MARCH), "projected") not in ahead(town)


def test_a_planned_meeting_is_moved_and_its_occurrence_does_not_come_back(town: Town):
    series(town)

    view = moved(town, 1, when="2026-02-26 19:00", place="三号楼")
    town.clock.at = at("2026-02-26 20:00")

    assert (view.starts_at, view.place, view.said) == (
        at("2026-02-26 19:00"),
        "三号楼",
        "meeting.said.moved",
    )
    assert [each.starts_at for each in tick(town)] == [at(MARCH)]


def test_after_its_notice_everybody_is_told_again_and_asked_again(town: Town):
    met = announced(town)
    town.act("王", Rsvp, number=met, answer="yes")

    view = moved(town, met, when="2026-02-28 19:30")

    assert (view.said, view.yes, view.starts_at) == (
        "meeting.said.moved_told",
        0,
        at("2026-02-28 19:30"),
    )
    assert town.told("李")[-1] == (
        "meeting_moved",
        {
            "number": met,
            "title": "议事会",
            "was_at": at(LAST_FRIDAY),
            "was_place": "社区活动室",
            "starts_at": at("2026-02-28 19:30"),
            "place": "社区活动室",
            "reason": "停电",
        },
    )


def test_several_changes_within_minutes_are_one_notice_of_how_it_came_out(town: Town):
    met = announced(town)

    moved(town, met, when="2026-02-28 19:30")
    town.clock.at += 60
    moved(town, met, place="三号楼")
    town.clock.at += 60
    moved(town, met, when="2026-03-01 19:30")
    notices = [params for notice, params in town.told("李") if notice == "meeting_moved"]

    assert [
        (each["was_at"], each["was_place"], each["starts_at"], each["place"]) for each in notices
    ] == [(at(LAST_FRIDAY), "社区活动室", at("2026-03-01 19:30"), "三号楼")]


def test_a_change_that_is_taken_back_within_minutes_is_told_to_nobody(town: Town):
    met = announced(town)
    before = town.told("李")

    moved(town, met, place="三号楼")
    moved(town, met, place="社区活动室")

    assert town.told("李") == before


def test_what_has_left_is_followed_by_a_notice_of_its_own(town: Town):
    met = announced(town)
    moved(town, met, place="三号楼")
    town.clock.at += 600
    sent = update(outbox).where(outbox.c.notice == "meeting_moved").values(state="sent")
    town.app.bus.submit_run(lambda tx: tx.connection.execute(sent).rowcount).result()

    moved(town, met, place="五号楼")
    told = [params["was_place"] for notice, params in town.told("李") if notice == "meeting_moved"]

    assert told == ["社区活动室", "三号楼"]


def test_a_meeting_cancelled_within_minutes_of_a_move_is_only_told_to_be_cancelled(town: Town):
    met = announced(town)

    moved(town, met, place="三号楼")
    town.act("何", CancelMeeting, number=met, reason="停电")

    assert [notice for notice, _ in town.told("李")][-2:] == [
        "meeting_announced",
        "meeting_cancelled",
    ]


def test_an_owners_assembly_is_not_moved_within_its_notice(town: Town):
    staff(town)
    town.clock.at = at("2026-03-01 09:00")
    met = meeting(town, "2026-03-18 19:30", motion(town, legal_class="O-9"))
    town.act("何", AnnounceMeeting, number=met)
    town.clock.at = at("2026-03-05 09:00")

    early = moved(town, met, when="2026-03-19 19:30")
    barely = moved(town, met, when="2026-03-20 19:30")

    assert early == Refusal(
        "meeting.notice_too_short", {"days": 14, "wanted": 15, "earliest": "2026-03-21"}
    )
    assert barely.said == "meeting.said.moved_barely"


def test_a_reminder_goes_out_anew_for_the_new_day_and_not_beside_the_notice_of_it(town: Town):
    met = announced(town)
    town.clock.at = at("2026-02-27 09:00")
    tick(town)
    moved(town, met, when="2026-03-05 19:30")
    town.clock.at = at("2026-03-05 09:00")
    again = [each.told for each in tick(town)]
    moved(town, met, when="2026-03-06 08:00")

    beside = [each.told for each in tick(town)]

    assert again == [5]
    assert beside == [0]


def test_the_form_says_what_is_to_be_known_of_the_new_time(town: Town):
    met = announced(town)
    form = Filling(town, "何", "moving", str(met))

    past = form.say("2026-01-29 19:30")
    dated = form.say("2026-04-05 19:30")
    done = form.say("停电")
    view = form.file()

    assert problem(past) == "date.past"
    assert [note.key for note in dated.notes] == ["series.told_again", "plan.holiday_instead"]
    assert done.changes == ("when", "reason", "place", "lasts")
    assert (view.starts_at, view.said) == (at("2026-04-05 19:30"), "meeting.said.moved_told")


def test_nothing_changed_is_said_so(town: Town):
    met = announced(town)

    same = moved(town, met)

    assert same == Refusal("meeting.nothing_moved")


def test_two_meetings_at_one_time_are_warned_about(town: Town):
    series(town)

    planned = town.act("何", PlanMeeting, when="2026-03-27 20:00", place="广场")

    assert planned.notes == (
        Phrase(key="plan.clash", params={"title": "月度议事会", "starts_at": at(MARCH)}),
    )


def test_the_notice_clock_of_the_rules_is_shown_until_the_announcement(town: Town):
    staff(town)
    met = meeting(town, "2026-03-22 19:30", motion(town, legal_class="O-9"))

    view = town.read("何", meeting_view, met, "staff")

    assert "📮 最晚 2026年3月6日（周五） 发通知" in render(view, Translator("zh_CN")).text


def test_a_series_has_another_rule_from_a_date_on_and_the_announced_stays(town: Town):
    series(town)
    met = motion(town)
    town.act("何", PutOnAgenda, motion_number=met, meeting_number=1)
    town.act("何", AnnounceMeeting, number=1)
    town.act("何", PlanOccurrence, series=1, occurs_at=at(MARCH))

    changed = town.act(
        "何",
        ChangeSeries,
        series=1,
        from_on="2026-02-10",
        when="每周六 10:00",
        place="广场",
        title="周六议事",
    )

    assert changed.number == 2
    assert ahead(town, 4) == [
        (1, at(LAST_FRIDAY), "announced"),
        (2, at("2026-02-28 10:00"), "planned"),
        (0, at("2026-03-07 10:00"), "projected"),
        (0, at("2026-03-14 10:00"), "projected"),
    ]
    assert town.act("何", EndSeries, series=1, from_on="2026-03-01", reason="重复") == Refusal(
        "series.over"
    )


def test_until_the_new_rule_begins_the_old_one_goes_on(town: Town):
    series(town)
    town.act(
        "何",
        ChangeSeries,
        series=1,
        from_on="2026-04-01",
        when="每月1日 10:00",
        place="广场",
        title="月初议事",
    )

    before = ahead(town, 4)
    seen = []
    for day in (LAST_FRIDAY, MARCH, MARCH, MARCH):
        town.clock.at = at(day)
        seen += [getattr(each, "starts_at", 0) for each in tick(town)]

    assert [each[1] for each in before] == [
        at(LAST_FRIDAY),
        at(MARCH),
        at("2026-04-01 10:00"),
        at("2026-05-01 10:00"),
    ]
    assert seen == [at(MARCH), 0, at("2026-04-01 10:00")]
    assert owed(town) == []


def test_an_ended_series_gives_nothing_more_and_what_was_planned_is_cancelled(town: Town):
    series(town)

    ended = town.act("何", EndSeries, series=1, from_on="2026-02-20", reason="换届")
    view = town.read("何", meeting_view, 1, "staff")
    town.clock.at = at(MARCH)

    assert (ended.ended, ended.lines) == (True, ())
    assert (view.state, view.cancel_reason) == ("cancelled", "换届")
    assert owed(town) == []


def test_a_series_is_changed_by_a_form_that_knows_it(town: Town):
    series(town)
    form = Filling(town, "何", "changing", "1")

    known = form.say("2026-03-01")
    form.change("week")
    weekly = form.tap("0")
    filed = form.file()

    assert known.asks == ""
    assert [note.key for note in weekly.notes][:2] == ["plan.first", "series.announced_stay"]
    assert filed.rule.key == "series.rule.weekly"
    text = render(town.read("何", series_view, 2, "staff"), Translator("en")).text
    assert "Every week, Friday, 19:30" in text


def test_every_change_raises_the_sequence_that_calendars_go_by(town: Town):
    series(town)
    moved(town, 1, place="三号楼")
    moved(town, 1, when="2026-02-26 19:00")
    town.act("何", CancelMeeting, number=1, reason="停电")

    rows = town.rows(select(meetings.c.sequence, meetings.c.occurs_at))

    assert [tuple(row) for row in rows] == [(3, at(LAST_FRIDAY))]
