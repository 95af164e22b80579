"""Agendas: what goes on one, in which order, and when it is full or locked."""

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.meetings.commands import (
    AdjournMeeting,
    AnnounceMeeting,
    MoveUp,
    NoMeeting,
    PutOnAgenda,
    TakeOffAgenda,
)
from council.meetings.reads import meeting_view, next_meeting
from council.motions.reads import motion_view
from council.wordings import render
from tests.council.conftest import Town, lives_by
from tests.council.evening import at, meeting, motion, staff
from tests.council.meetings.meeting import LAST_FRIDAY, in_session
from tests.council.moves import names


def test_an_agenda_is_ordered_until_it_is_announced_and_then_locked(town: Town):
    staff(town)
    first, second = motion(town), motion(town)
    met = meeting(town, LAST_FRIDAY, first, second)

    moved = town.act("何", MoveUp, motion_number=second, meeting_number=met)
    twice = town.act("何", PutOnAgenda, motion_number=first)
    off = town.act("何", TakeOffAgenda, motion_number=first, meeting_number=met)
    town.act("何", AnnounceMeeting, number=met)
    locked = [
        town.act("何", PutOnAgenda, motion_number=first, meeting_number=met),
        town.act("何", TakeOffAgenda, motion_number=second, meeting_number=met),
        town.act("何", MoveUp, motion_number=second, meeting_number=met),
    ]

    assert [item.number for item in moved.items] == [second, first]
    assert twice == Refusal("motion.listed_already")
    assert [item.number for item in off.items] == [second]
    assert locked == [Refusal("meeting.agenda_locked", {"state": "announced"})] * 3


def test_a_motion_without_an_open_agenda_leads_to_planning_a_meeting(town: Town):
    staff(town)
    number = motion(town)

    before = town.read("何", motion_view, number, "staff")
    meeting(town, LAST_FRIDAY)
    after = town.read("何", motion_view, number, "staff")

    assert ("plan_meeting" in names(before.may), "put_on_agenda" in names(before.may)) == (
        True,
        False,
    )
    assert ("plan_meeting" in names(after.may), "put_on_agenda" in names(after.may)) == (
        False,
        True,
    )
    presses = [button.press for row in render(before, Translator("zh_CN")).rows for button in row]
    assert "meeting.plan" in presses


def test_what_was_not_reached_is_put_off_and_may_be_listed_again(town: Town):
    met = in_session(town)

    town.act("主", AdjournMeeting, number=met)
    later = meeting(town, "2026-03-27 19:30", 1)

    assert town.read("何", motion_view, 1, "staff").state == "adjourned"
    assert [item.number for item in town.read("王", next_meeting, "resident").items] == [1]
    assert town.read("王", next_meeting, "resident").number == later


def test_without_any_meeting_the_agenda_says_so(town: Town):
    staff(town)

    assert town.read("王", next_meeting, "resident") == NoMeeting(bot="resident", may_plan=False)
    assert town.read("何", next_meeting, "staff") == NoMeeting(bot="staff", may_plan=True)


def test_an_agenda_has_an_end(town: Town):
    staff(town)
    met = meeting(town, LAST_FRIDAY, *(motion(town) for _ in range(15)))

    full = town.act("何", PutOnAgenda, motion_number=motion(town), meeting_number=met)

    assert full == Refusal("meeting.agenda_full", {"limit": 15})


def test_a_communitys_own_rules_say_how_many_motions_an_agenda_holds(town: Town):
    staff(town)
    met = meeting(town, LAST_FRIDAY, *(motion(town) for _ in range(3)))
    one_more = motion(town)
    lives_by(town, text='extends = "national"\n[floor]\nagenda_motions = 2')

    full = town.act("何", PutOnAgenda, motion_number=one_more, meeting_number=met)

    assert full == Refusal("meeting.agenda_full", {"limit": 2})
    assert len(town.read("何", meeting_view, met, "staff").items) == 3


def test_nothing_more_goes_on_the_agenda_of_a_meeting_whose_time_came_unannounced(town: Town):
    staff(town)
    missed = meeting(town, LAST_FRIDAY, motion(town))
    town.clock.at = at("2026-03-01 09:00")
    waiting = motion(town)

    shown = town.read("何", meeting_view, missed, "staff")
    listed = town.act("何", PutOnAgenda, motion_number=waiting, meeting_number=missed)

    assert (shown.missed, shown.unlisted) == (True, ())
    assert "announce" not in names(shown.may)
    assert {move.name for item in shown.items for move in item.may} == set()
    assert "cancel" in names(shown.may)
    assert listed == Refusal("meeting.missed")
    assert "没有公告就过了时间" in render(shown, Translator("zh_CN")).text
