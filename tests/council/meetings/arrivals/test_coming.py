"""Seats and waiting list, substitutes, codes, leaving, parties, the list for the authorities."""

import csv
import io
from typing import Any

import openpyxl
import pytest

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.meetings.arrivals.commands import (
    CheckInByCode,
    InviteParty,
    LeaveMeeting,
    NameSubstitute,
    NoteLeaving,
    NoteParty,
    SendInstead,
    SetSeats,
)
from council.meetings.arrivals.lists import files_of, present_list
from council.meetings.arrivals.public import CheckInCode, shown_code
from council.meetings.arrivals.reads import arrivals
from council.meetings.commands import CheckIn, NoteAttendance, Rsvp, StartMeeting
from council.meetings.reads import meeting_view
from council.people.commands import RedeemCode
from council.wordings import render
from tests.council.conftest import Town, lives_by
from tests.council.evening import at
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.meetings.meeting import LAST_FRIDAY, announced, in_session
from tests.council.moves import moves, names


def code(town: Town, met: int) -> CheckInCode:
    """What the screen in the room shows, by the key that the clerk has."""
    key = town.read("何", arrivals, met).page.partition("key=")[2]
    found = town.app.bus.read_now(lambda tx: shown_code(tx, town.id, number=met, key=key))
    assert found is not None
    return found


def says(town: Town, name: str, met: int, answer: str = "yes") -> Any:
    return town.act(name, Rsvp, number=met, answer=answer)


def seats(town: Town, count: int) -> int:
    met = announced(town)
    town.person("赵")
    town.act("何", SetSeats, number=met, seats=count)
    return met


def test_who_comes_after_the_seats_are_taken_waits_and_moves_up_by_itself(town: Town):
    met = seats(town, 1)

    first, second, third = (says(town, name, met) for name in ("王", "李", "赵"))
    again = says(town, "李", met)
    says(town, "王", met, "no")
    after = town.read("赵", meeting_view, met, "resident")

    assert [each.said for each in (first, second, third, again)] == [
        "meeting.said.rsvp_yes",
        "arrival.said.waits",
        "arrival.said.waits",
        "arrival.said.waits",
    ]
    assert town.told("李")[-1][0] == "meeting_seat"
    assert [note.params for note in after.notes] == [{"place": 1}]
    assert "meeting_seat" not in [notice for notice, _ in town.told("赵")]


def test_of_two_who_answer_in_one_second_the_first_has_the_last_seat(town: Town):
    met = seats(town, 1)
    order = ("赵", "李", "王")  # the latest on the list is the first to answer

    said = [says(town, name, met).said for name in order]
    says(town, "赵", met, "no")
    says(town, "赵", met)
    says(town, "李", met, "no")

    assert said == ["meeting.said.rsvp_yes", "arrival.said.waits", "arrival.said.waits"]
    assert [[notice for notice, _ in town.told(name)].count("meeting_seat") for name in order] == [
        0,
        1,
        1,
    ]


def test_who_moves_up_twice_in_one_second_is_told_twice(town: Town):
    met = seats(town, 1)
    for name in ("赵", "李"):
        says(town, name, met)

    says(town, "赵", met, "no")
    for name, answer in (("李", "no"), ("赵", "yes"), ("李", "yes"), ("赵", "no")):
        says(town, name, met, answer)

    assert [notice for notice, _ in town.told("李")].count("meeting_seat") == 2


def drawn(town: Town, name: str, met: int) -> str:
    """What a resident reads and may press about a meeting."""
    screen = render(town.read(name, meeting_view, met, "resident"), Translator("zh_CN"))
    return "\n".join([screen.text, *(each.label for row in screen.rows for each in row)])


def test_who_waits_is_not_told_that_they_come(town: Town):
    met = seats(town, 1)
    for name in ("王", "李"):
        says(town, name, met)

    seated, waiting = (drawn(town, name, met) for name in ("王", "李"))

    assert "您已报名参加" in seated
    assert "✅ 我参加" in seated
    assert "您已报名参加" not in waiting
    assert "⏳ 已报名候补" in waiting


def test_who_sends_somebody_reads_whom_and_how_to_come_after_all(town: Town):
    met = announced(town)
    town.act("王", NameSubstitute, number=met, person="王小明")

    sent = drawn(town, "王", met)
    says(town, "王", met)
    own = drawn(town, "王", met)

    assert "🔁 由王小明代您参加。想改成自己来，请按“我参加”。" in sent
    assert "🙋 我参加" in sent
    assert "王小明" not in own
    assert "✅ 我参加" in own


def test_an_invitation_is_looked_at_before_it_goes_out(town: Town):
    met = announced(town)
    form = Filling(town, "何", "inviting", met)
    form.tap("manager")
    form.say("物")

    before = [notice for notice, _ in town.told("物")]
    form.file()

    assert "meeting_invited" not in before
    assert town.told("物")[-1][0] == "meeting_invited"


def test_more_seats_let_everybody_up_who_waits(town: Town):
    met = seats(town, 1)
    for name in ("王", "李", "赵"):
        says(town, name, met)

    town.act("何", SetSeats, number=met, seats=0)

    assert [town.told(name)[-1][0] for name in ("李", "赵")] == ["meeting_seat", "meeting_seat"]


def test_a_resident_sends_somebody_else_who_is_there_in_their_name(town: Town):
    met = announced(town)
    town.act("王", NameSubstitute, number=met, person="王小明")
    town.clock.at = at(LAST_FRIDAY)
    town.act("主", StartMeeting, number=met)

    town.act("何", NoteAttendance, number=met, refs="王")

    found = town.read("何", present_list, met)
    assert [(line.name, line.substitute, line.how) for line in found.lines] == [
        ("王", "王小明", "desk")
    ]


def test_the_code_on_the_wall_checks_in_typed_or_scanned(town: Town):
    met = in_session(town)
    shown = code(town, met)

    typed = town.act("王", CheckInByCode, code=shown.code)
    scanned = town.act("李", RedeemCode, code=shown.payload, bot="resident")
    wrong = town.act("物", CheckInByCode, code="000000", number=met)
    town.clock.at += 61
    late = town.act("物", CheckInByCode, code=shown.code)

    assert (typed.said, scanned.said) == ("meeting.said.checked_in", "meeting.said.checked_in")
    assert wrong == late == Refusal("arrival.wrong_code")
    assert town.read("何", arrivals, met).present == 2


def test_any_other_code_of_a_member_is_told_as_before(town: Town):
    in_session(town)

    told = town.act("王", RedeemCode, code="ABCDE12345", bot="resident")

    assert told == Refusal("people.already_joined", {"name": "王", "ref": "王"})


def test_nobody_sees_the_code_without_the_key_nor_before_and_after_the_meeting(town: Town):
    met = in_session(town)

    def seen(key: str) -> Any:
        return town.app.bus.read_now(lambda tx: shown_code(tx, town.id, number=met, key=key))

    assert seen("") is None
    assert seen("0" * 24) is None
    assert town.read("物", arrivals, met).page == ""


def test_where_the_rules_want_the_code_the_button_leads_to_it(town: Town):
    met = in_session(town)
    lives_by(town, text='extends = "national"\n[meetings]\ncheck_in_code = true\ncitation = "7"')

    pressed = town.act("王", CheckIn, number=met)
    offered = town.read("王", meeting_view, met, "resident").may
    form = Filling(town, "王", "check_in", str(met))
    wrong = form.say("12")
    done = form.say(code(town, met).code)

    assert pressed == Refusal("arrival.code_wanted")
    assert offered == moves(check_in_code=f"form.start:check_in:{met}")
    assert problem(wrong) == "arrival.wrong_code"
    assert done.said == "meeting.said.checked_in"


def test_who_leaves_early_is_noted_and_may_come_back(town: Town):
    met = in_session(town)
    for name in ("王", "李"):
        town.act(name, CheckIn, number=met)

    left = town.act("王", LeaveMeeting, number=met)
    twice = town.act("王", LeaveMeeting, number=met)
    noted = town.act("何", NoteLeaving, number=met, refs="李")
    town.act("李", CheckIn, number=met)

    assert (left.said, left.checked_in, "check_in" in names(left.may)) == (
        "arrival.said.left",
        False,
        True,
    )
    assert twice == Refusal("arrival.not_there")
    assert (noted.present, noted.left) == (0, 2)
    assert town.read("何", arrivals, met).present == 1


def test_parties_are_invited_come_and_are_told_before_a_decision(town: Town):
    met = announced(town)
    town.act("何", InviteParty, number=met, party="manager", person="物")
    town.act("何", InviteParty, number=met, party="residents_committee", person="刘书记")
    town.act("何", SendInstead, number=met, place=2, person="陈干事")
    town.clock.at = at(LAST_FRIDAY)
    town.act("主", StartMeeting, number=met)

    town.act("物", CheckIn, number=met)
    before = town.read("主", meeting_view, met, "staff").notes
    town.act("何", NoteParty, number=met, place=2, what="arrive")
    after = town.read("主", meeting_view, met, "staff").notes
    left = town.act("何", NoteParty, number=met, place=2, what="leave")

    assert town.told("物")[-1][0] in ("meeting_invited", "meeting_started")
    assert "meeting_invited" in [notice for notice, _ in town.told("物")]
    assert before[-1].key == "arrival.parties_missing"
    assert after[-1].key == "arrival.parties_all"
    assert [(each.party, each.present) for each in left.parties] == [
        ("residents_committee", 0),
        ("manager", 1),
    ]
    text = render(left, Translator("zh_CN")).text
    assert "2. 居委会 刘书记，由陈干事代替（已离会）" in text


def test_a_party_without_anybody_is_not_counted(town: Town):
    met = in_session(town)

    notes = town.read("主", meeting_view, met, "staff").notes

    assert [note.key for note in notes if note.key.startswith("arrival")] == []


def test_the_list_is_a_file_in_which_no_cell_is_a_formula(town: Town):
    met = announced(town)
    town.act("何", InviteParty, number=met, party="subdistrict", person="=HYPERLINK(1)")
    town.clock.at = at(LAST_FRIDAY)
    town.act("主", StartMeeting, number=met)
    town.act("王", CheckIn, number=met)

    table, book = files_of(town.read("何", present_list, met), Translator("zh_CN"))

    lines = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert lines[0] == ["序号", "身份", "姓名", "房号", "代替人", "签到", "离会", "方式"]
    assert lines[1][2] == "'=HYPERLINK(1)"
    assert lines[2] == ["2", "居民", "王", "1-1-101", "", "2026-02-27 19:30", "", "按钮"]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
    assert sheet["C2"].data_type in ("s", "inlineStr")


@pytest.mark.parametrize("name", ["王", "物"])
def test_only_who_may_takes_the_list(town: Town, name: str):
    met = in_session(town)

    found = town.read(name, present_list, met)

    assert isinstance(found, Refusal)
    assert found.key == "policy.not_your_role"
