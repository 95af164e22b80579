"""Agendas by minutes: kinds, presenters, carrying over, one vote for several."""

from typing import Any

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.meetings.commands import (
    AdjournMeeting,
    AnnounceMeeting,
    PutOnAgenda,
    StartMeeting,
)
from council.meetings.items.commands import CarriedOver, ConsentVote, LiftConsent, SetItem
from council.meetings.items.public import printed_agenda
from council.meetings.items.reads import agenda_sheet
from council.meetings.reads import meeting_view
from council.wordings import render
from tests.council.conftest import Town
from tests.council.evening import at, meeting, motion, seconded, staff
from tests.council.kernel.forms.filling import Filling
from tests.council.meetings.meeting import LAST_FRIDAY, owed, tick
from tests.council.polls.polling import put_motion

LATER = "2026-03-27 19:30"


def item(town: Town, number: int, met: int, **fields: Any) -> Any:
    said = {"kind": "decide", "minutes": 20, **fields}
    return town.act("何", SetItem, motion_number=number, meeting_number=met, **said)


def together(town: Town, count: int = 2) -> int:
    """A running meeting with motions that are voted on together."""
    staff(town)
    numbers = [put_motion(town, state="drafted", legal_class="R-MO") for _ in range(count)]
    met = meeting(town, LAST_FRIDAY, *numbers)
    for number in numbers:
        item(town, number, met, consent=True)
    town.act("何", AnnounceMeeting, number=met)
    town.clock.at = at(LAST_FRIDAY)
    town.act("主", StartMeeting, number=met)
    return met


def vote(town: Town, met: int) -> Any:
    counts = {"entitled": 25, "came": 20, "yes": 18, "no": 1}
    return town.act("主", ConsentVote, number=met, electorate="members", **counts)


def test_an_agenda_is_told_by_the_minutes_of_its_items(town: Town):
    staff(town)
    first, second = motion(town), put_motion(town, state="drafted", legal_class="R-MO")
    met = meeting(town, LAST_FRIDAY, first, second)

    set_ = item(town, second, met, minutes=30, presenter="王主任")
    text = render(town.read("何", agenda_sheet, met, "staff"), Translator("zh_CN")).text

    assert set_.said == "item.said.set"
    assert "19:30 1. 小区停车难怎么办（讨论，15 分钟）" in text
    assert "（表决，30 分钟） 王主任介绍" in text
    assert "议程共 45 分钟，会议 120 分钟" in text


def test_a_resident_reads_on_the_sheet_what_the_meeting_lists(town: Town):
    staff(town)
    met = meeting(town, LAST_FRIDAY, motion(town))

    listed = town.read("王", meeting_view, met, "resident").items
    sheet = town.read("王", agenda_sheet, met, "resident")

    assert [each.number for each in listed] == [each.motion for each in sheet.lines] == [1]


def test_an_agenda_longer_than_the_meeting_is_warned_about(town: Town):
    staff(town)
    met = meeting(town, LAST_FRIDAY, motion(town))
    item(town, 1, met, kind="discuss", minutes=119)
    town.act(
        "何", PutOnAgenda, motion_number=put_motion(town, state="drafted"), meeting_number=met
    )

    notes = town.read("何", meeting_view, met, "staff").notes

    assert [(note.key, note.params["over"]) for note in notes] == [("item.over_budget", 14)]


def test_an_item_is_filled_in_by_a_form_that_knows_it_and_locked_by_the_announcement(town: Town):
    staff(town)
    met = meeting(town, LAST_FRIDAY, put_motion(town, state="drafted", legal_class="R-MO"))
    form = Filling(town, "何", "agenda_item", f"1-{met}")
    form.change("kind")
    form.tap("inform")
    form.change("presenter")
    form.say("王主任")

    filed = form.file()
    town.act("何", AnnounceMeeting, number=met)
    locked = item(town, 1, met)

    (line,) = filed.lines
    assert (line.kind, line.minutes, line.presenter, line.consent) == (
        "inform",
        5,
        "王主任",
        False,
    )
    assert locked == Refusal("meeting.agenda_locked", {"state": "announced"})


def test_what_was_not_reached_goes_first_on_the_next_agenda_by_itself_and_its_author_is_told(
    town: Town,
):
    staff(town)
    met = meeting(town, LAST_FRIDAY, motion(town))
    town.act("何", AnnounceMeeting, number=met)
    town.clock.at = at(LAST_FRIDAY)
    town.act("主", StartMeeting, number=met)
    town.act("主", AdjournMeeting, number=met)
    later = meeting(town, LATER, put_motion(town, state="drafted"))

    done = tick(town)
    again = owed(town)

    assert done == [CarriedOver(motion=1, meeting=later)]
    assert again == []
    assert [line.motion for line in town.read("何", agenda_sheet, later, "staff").lines] == [1, 2]
    notice, params = town.told("王")[-1]
    assert (notice, params["why_key"]) == ("item_later", "item.why.carried_over")


def test_who_brought_a_motion_is_told_that_the_next_agenda_is_locked(town: Town):
    staff(town)
    met = meeting(town, LAST_FRIDAY, put_motion(town, state="drafted"))
    town.act("何", AnnounceMeeting, number=met)
    meeting(town, LATER)
    number = motion(town)

    town.act("何", PutOnAgenda, motion_number=number)

    notice, params = town.told("王")[-1]
    assert (notice, params["why_key"], params["starts_at"]) == (
        "item_later",
        "item.why.locked",
        at(LATER),
    )


def test_seconded_proposals_are_offered_where_there_is_room(town: Town):
    staff(town)
    number = seconded(town)
    met = meeting(town, LAST_FRIDAY, put_motion(town, state="drafted"))

    room = town.read("何", agenda_sheet, met, "staff").offers
    item(town, 1, met, kind="discuss", minutes=120)
    full = town.read("何", agenda_sheet, met, "staff").offers

    assert [each.number for each in room] == [number]
    assert full == ()


def test_one_count_decides_everything_that_is_voted_on_together(town: Town):
    met = together(town)

    voted = vote(town, met)
    again = vote(town, met)

    assert [each.vote.vote.outcome for each in voted.items] == ["carried", "carried"]
    assert [each.state for each in voted.items] == ["put", "put"]
    assert again == Refusal("item.none_together")


def test_one_item_is_taken_out_by_who_wants_it_by_itself(town: Town):
    met = together(town)

    lifted = town.act("主", LiftConsent, motion_number=1, meeting_number=met)
    voted = vote(town, met)

    assert [line.consent for line in lifted.lines] == [False, True]
    assert [each.vote is None for each in voted.items] == [True, False]


def test_the_vote_on_several_is_counted_in_a_form(town: Town):
    met = together(town)
    form = Filling(town, "主", "consent", str(met))

    form.say("25", "20", "18", "1")
    voted = form.file()

    assert [note.key for note in form.sheet.notes] in ([], ["item.of_vote", "item.of_vote"])
    assert voted.said == "item.said.voted"


def test_the_printed_agenda_has_no_drafts(town: Town):
    staff(town)
    met = meeting(town, LAST_FRIDAY, motion(town))

    before = town.app.bus.read_now(lambda tx: printed_agenda(tx, town.id, number=met))
    town.act("何", AnnounceMeeting, number=met)
    after = town.app.bus.read_now(lambda tx: printed_agenda(tx, town.id, number=met))

    assert before.items == ()
    assert [(each.title, each.minutes) for each in after.items] == [("小区停车难怎么办", 15)]
