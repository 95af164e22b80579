"""Meetings: the monthly series, the locked agenda, who comes, who is there."""

from sqlalchemy import func, select

from council.kernel.forms.commands import StartForm
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.meetings.commands import (
    AdjournMeeting,
    AgendaLine,
    AnnounceMeeting,
    CheckIn,
    NoteAttendance,
    PutOnAgenda,
    Reminded,
    RemindMeeting,
    Rsvp,
    StartMeeting,
)
from council.meetings.due import due, needs
from council.meetings.reads import meeting_list, meeting_view, next_meeting
from council.meetings.tables import attendance
from council.motions.reads import motion_view
from council.wordings import render
from tests.council.conftest import Town
from tests.council.evening import at, meeting, motion, staff
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.meetings.meeting import LAST_FRIDAY, announced, in_session, owed, tick
from tests.council.moves import names


def test_announcing_moves_the_motions_and_tells_everybody(town: Town):
    met = announced(town)

    view = town.read("王", meeting_view, met, "resident")

    assert view.items == (
        AgendaLine(
            number=1,
            title="小区停车难怎么办",
            state="announced",
            legal_class="R-XS",
            track="residents",
        ),
    )
    assert names(view.may) == ("come", "stay", "substitute")
    assert town.told("李")[-1] == (
        "meeting_announced",
        {
            "number": met,
            "title": "议事会",
            "starts_at": at(LAST_FRIDAY),
            "place": "社区活动室",
            "n": 1,
        },
    )


def test_an_empty_agenda_is_not_announced_and_nothing_is_announced_twice(town: Town):
    staff(town)
    met = meeting(town)

    empty = town.act("何", AnnounceMeeting, number=met)
    town.act("何", PutOnAgenda, motion_number=motion(town), meeting_number=met)
    town.act("何", AnnounceMeeting, number=met)
    twice = town.act("何", AnnounceMeeting, number=met)

    assert empty == Refusal("meeting.empty_agenda")
    assert twice == Refusal("meeting.not_now", {"verb": "announce", "state": "announced"})


def test_an_owners_assembly_needs_fifteen_clear_days(town: Town):
    staff(town)
    met = meeting(town, "2026-03-17 19:30", motion(town, legal_class="O-9"))

    town.clock.at = at("2026-03-03 09:00")
    refused = town.act("何", AnnounceMeeting, number=met)
    town.clock.at = at("2026-03-02 09:00")
    barely = town.act("何", AnnounceMeeting, number=met)
    other = meeting(town, "2026-03-18 19:30", motion(town, legal_class="O-9"))
    safely = town.act("何", AnnounceMeeting, number=other)

    assert refused == Refusal(
        "meeting.notice_too_short", {"days": 14, "wanted": 15, "earliest": "2026-03-19"}
    )
    assert barely.said == "meeting.said.announced_barely"
    assert safely.said == "meeting.said.announced"


def test_a_meeting_planned_too_early_tells_the_first_safe_day_where_its_announcement_would_stand(
    town: Town,
):
    staff(town)
    met = meeting(town, "2026-03-17 19:30", motion(town, legal_class="O-9"))
    town.clock.at = at("2026-03-03 09:00")

    seen = town.read("何", meeting_view, met, "staff")
    by_chair = town.read("主", meeting_view, met, "staff")

    assert "announce" not in names(seen.may)
    assert "最早可定在 2026-03-19" in render(seen, Translator("zh_CN")).text
    assert by_chair.hindrance is None


def test_an_answer_to_the_invitation_may_be_changed(town: Town):
    met = announced(town)

    first = town.act("王", Rsvp, number=met, answer="yes")
    second = town.act("王", Rsvp, number=met, answer="no")

    assert (first.yes, first.no, first.rsvp) == (1, 0, "yes")
    assert (second.yes, second.no, second.rsvp) == (0, 1, "no")
    assert town.act("王", Rsvp, number=met, answer="maybe") == Refusal("press.unknown")
    assert town.act("王", Rsvp, number=99, answer="yes") == Refusal("meeting.unknown")


def test_the_reminder_of_the_day_before_goes_once_to_who_may_come(town: Town):
    met = announced(town)
    town.act("王", Rsvp, number=met, answer="no")
    town.act("李", Rsvp, number=met, answer="yes")
    too_early = owed(town)
    town.clock.at = at("2026-02-26 20:00")

    told = tick(town)
    again = town.tick(RemindMeeting, number=met)

    assert too_early == []
    assert told == [Reminded(number=met, told=4)]
    assert again == Reminded(number=met, told=0)
    assert owed(town) == []
    assert "meeting_tomorrow" not in [notice for notice, _ in town.told("王")]
    assert "meeting_tomorrow" in [notice for notice, _ in town.told("李")]


def test_check_in_is_for_adults_once_while_in_session(town: Town):
    met = announced(town)
    town.person("童", adult=False)
    before = town.act("王", CheckIn, number=met)
    town.clock.at = at(LAST_FRIDAY)
    town.act("主", StartMeeting, number=met)

    first = town.act("王", CheckIn, number=met)
    second = town.act("王", CheckIn, number=met)

    assert before == Refusal("meeting.not_now", {"verb": "check_in", "state": "announced"})
    assert (first.attended, first.said) == (1, "meeting.said.checked_in")
    assert (second.attended, second.said) == (1, "meeting.said.checked_in_already")
    assert town.act("童", CheckIn, number=met) == Refusal("meeting.adults_only")


def test_a_meeting_starts_at_most_an_hour_early_and_once(town: Town):
    met = announced(town)

    early = town.act("主", StartMeeting, number=met)
    town.clock.at = at("2026-02-27 18:30")
    started = town.act("主", StartMeeting, number=met)
    twice = town.act("主", StartMeeting, number=met)

    assert early == Refusal("meeting.too_early", {"starts_at": at(LAST_FRIDAY)})
    assert started.state == "in_session"
    assert twice == Refusal("meeting.not_now", {"verb": "start", "state": "in_session"})


def test_57_people_at_the_storys_meeting_by_phone_and_by_list(town: Town):
    met = in_session(town)
    refs = [town.person(f"R{n:03d}") for n in range(57)]
    for ref in refs[:3]:
        town.act(ref, CheckIn, number=met)

    noted = town.act("何", NoteAttendance, number=met, refs="、".join(refs))

    assert (noted.starts_at, noted.attended) == (at(LAST_FRIDAY), 57)
    query = select(func.count()).select_from(attendance)
    assert town.rows(query)[0][0] == 57


def test_a_list_with_a_stranger_or_a_minor_notes_nobody(town: Town):
    met = in_session(town)
    town.person("童", adult=False)

    stranger = town.act("何", NoteAttendance, number=met, refs="王 没有")
    minor = town.act("何", NoteAttendance, number=met, refs="王 童")
    nobody = town.act("何", NoteAttendance, number=met, refs=" ")

    assert stranger == Refusal("meeting.nobody_so_called", {"given": "没有"})
    assert minor == Refusal("meeting.adults_only_listed", {"names_list": "童"})
    assert nobody == Refusal("meeting.no_refs", {"limit": 100})
    assert town.read("何", meeting_view, met, "staff").attended == 0


def test_cancelling_an_announced_meeting_tells_why_and_frees_its_motions(town: Town):
    met = announced(town)

    form = Filling(town, "何", "cancelling", met)
    empty = form.say("  ")
    form.say("停电")
    before = town.told("王")[-1][0]
    cancelled = form.file()

    assert problem(empty) == "meeting.no_reason"
    assert before == "meeting_announced"
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "停电")
    assert town.told("王")[-1][0] == "meeting_cancelled"
    assert town.read("何", motion_view, 1, "staff").state == "adjourned"
    assert town.act("王", Rsvp, number=met, answer="yes") == Refusal(
        "meeting.not_now", {"verb": "rsvp", "state": "cancelled"}
    )


def test_arrivals_are_noted_with_one_message_and_a_wrong_one_may_be_sent_again(town: Town):
    met = in_session(town)
    form = Filling(town, "何", "attendance", met)

    unknown = form.say("王 没有")
    nobody = form.say(" ")
    noted = form.say("王")

    assert unknown.problem == Refusal("meeting.nobody_so_called", {"given": "没有"})
    assert (problem(nobody), nobody.asks) == ("meeting.no_refs", "refs")
    assert noted.said == "meeting.said.noted"


def test_what_is_too_early_to_be_written_is_not_asked_for(town: Town):
    met = announced(town)

    early = town.act("何", StartForm, form="attendance", subject=str(met))

    assert early == Refusal("meeting.not_now", {"verb": "check_in", "state": "announced"})


def test_everybody_is_shown_what_waits_for_them(town: Town):
    met = announced(town)
    invited = [need.key for need in town.read("王", needs)]
    town.act("王", Rsvp, number=met, answer="yes")
    answered = [need.key for need in town.read("王", needs)]
    town.clock.at = at(LAST_FRIDAY)
    ready = [need.key for need in town.read("主", due)]
    town.act("主", StartMeeting, number=met)
    running = [need.key for need in town.read("王", needs)]
    town.act("主", AdjournMeeting, number=met)
    minutes = [need.key for need in town.read("何", due)]

    assert invited == ["meeting_rsvp"]
    assert answered == []
    assert ready == ["meeting_start"]
    assert running == ["meeting_check_in"]
    assert minutes == ["meeting_minute", "meeting_none"]


def test_another_community_has_its_own_numbers(town: Town, other_town: Town):
    met = announced(town)
    staff(other_town)

    assert other_town.act("王", Rsvp, number=met, answer="yes") == Refusal("meeting.unknown")
    assert other_town.act("何", StartMeeting, number=met) == Refusal("meeting.unknown")
    assert other_town.read("王", meeting_list, "resident").meetings == ()
    assert other_town.act("何", PutOnAgenda, motion_number=1) == Refusal("motion.unknown")


def test_a_plan_that_passed_unannounced_frees_its_motions_and_is_shown_as_missed(town: Town):
    staff(town)
    number = motion(town)
    missed = meeting(town, LAST_FRIDAY, number)
    town.clock.at = at("2026-03-01 09:00")
    later = meeting(town, "2026-03-27 19:30", number)

    keys = [(need.key, need.arguments) for need in town.read("何", due)]
    assert keys == [("meeting_missed", (missed,)), ("meeting_next", (later,))]
    assert town.read("王", next_meeting, "resident").number == later


def test_refs_are_read_as_they_are_typed_and_whom_they_mean_is_told(town: Town):
    met = in_session(town)
    for ref in ("R006", "R007", "R008"):
        town.person(ref)

    noted = town.act("何", NoteAttendance, number=met, refs="r006，Ｒ００７；r008\nR006")
    wrong = town.act("何", NoteAttendance, number=met, refs="r006 R0099 Ｘ９")

    assert [each.split()[0] for each in noted.noted] == ["R006", "R007", "R008"]
    assert wrong == Refusal("meeting.nobody_so_called", {"given": "R0099 X9"})
