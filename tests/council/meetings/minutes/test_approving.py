"""Minutes handed in, read to the end, approved by the chair or by raised hands at a later meeting."""

import pytest
from sqlalchemy import insert, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.forms.form import KEEP
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.meetings.commands import AnnounceMeeting, StartMeeting
from council.meetings.minutes.commands import (
    ApproveMinutes,
    HandInMinutes,
    NoteFileRead,
    ReadMinutes,
    WriteMinutes,
)
from council.meetings.minutes.public import public_sheet
from council.meetings.minutes.reads import minutes_page
from council.meetings.reads import meeting_view
from council.meetings.tables import attendance, meetings
from council.wordings import render
from tests.council.conftest import Town, lives_by
from tests.council.evening import at, hand_in, meeting, motion, read_and_approve, read_whole
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.meetings.minutes.evening import approved_by_meetings, over, seen, texts
from tests.council.moves import names

LONG = "\n".join(f"第 {n} 段，议事会讨论了停车的办法。" * 10 for n in range(60))
NEXT = "2026-03-27 19:30"


def test_the_chair_approves_what_was_read_to_its_last_page(town: Town):
    met = over(town)
    early = town.act("主", ApproveMinutes, number=met)
    hand_in(town, met, text=LONG)
    pages = seen(town, met).pages

    first = town.act("主", ReadMinutes, number=met, page=1)
    skipped = town.act("主", ReadMinutes, number=met, page=pages)
    unread = town.act("主", ApproveMinutes, number=met)
    read_whole(town, met)
    done = town.act("主", ApproveMinutes, number=met)
    twice = town.act("主", ApproveMinutes, number=met)

    assert early == Refusal("minutes.not_now", {"state": "adjourned"})
    assert (first.page, first.pages, first.read, skipped.read) == (1, pages, False, False)
    assert unread == Refusal("minutes.unread", {"number": met})
    assert (done.state, done.said) == ("approved", "meeting.said.approved")
    assert twice == Refusal("minutes.not_now", {"state": "approved"})


def test_a_reading_that_was_broken_off_goes_on_where_it_was(town: Town):
    met = over(town)
    hand_in(town, met, text="很长的纪要。\n" * 1200)
    first = seen(town, met, "主")
    town.act("主", ReadMinutes, number=met, page=1)
    town.act("主", ReadMinutes, number=met, page=2)

    later = seen(town, met, "主")
    labels = [each.label for row in render(later, Translator("zh_CN")).rows for each in row]

    assert (first.reached, later.reached) == (0, 2)
    assert "minutes.read:1:3" in [each.press for each in later.may]
    assert "📖 接着读（第 3 页）" in labels


def test_a_change_makes_the_reading_begin_anew_and_the_chair_is_told_once(town: Town):
    met = over(town)
    hand_in(town, met)
    read_whole(town, met)

    for text in ("改一。", "改二。"):
        town.act("何", WriteMinutes, number=met, section="notes", text=text)
    stale = town.act("主", ApproveMinutes, number=met, revision=2)
    unread = town.act("主", ApproveMinutes, number=met)
    read_and_approve(town, met)

    assert stale == Refusal("minutes.changed_since")
    assert unread == Refusal("minutes.unread", {"number": met})
    told = [notice for notice, _ in town.told("主", "staff")]
    assert told.count("minutes_changed") == 1
    assert seen(town, met).state == "approved"


def test_who_has_the_file_of_this_revision_has_read_it(town: Town):
    met = over(town)
    hand_in(town, met)
    revision = seen(town, met).revision

    old = town.act("主", NoteFileRead, edition=f"{met}-1")
    read = town.act("主", NoteFileRead, edition=f"{met}-{revision}")
    nonsense = town.act("主", NoteFileRead, edition="nothing")

    assert old == Refusal("minutes.changed_since")
    assert read.read
    assert names(read.may) == ("read", "approve")
    assert nonsense == Refusal("meeting.unknown")


def test_handing_in_asks_the_chair_to_read_and_happens_once(town: Town):
    met = over(town)

    handed = town.act("何", HandInMinutes, number=met)
    twice = town.act("何", HandInMinutes, number=met)

    assert (handed.state, names(handed.may)) == ("minuted", ("attach",))
    assert twice == Refusal("minutes.not_now", {"state": "minuted"})
    assert town.told("主", "staff")[-1][0] == "meeting_minuted"


def test_nobody_sees_a_draft_but_staff_and_everybody_what_was_approved(town: Town):
    met = over(town)
    hand_in(town, met)

    draft = town.read("王", minutes_page, met, 1, "resident")
    desk = town.read("何", minutes_page, met, 1, "staff")
    unpublished = town.app.bus.read_now(lambda tx: public_sheet(tx, town.id, met))
    read_and_approve(town, met)
    public = town.read("王", minutes_page, met, 1, "resident")

    assert (draft, unpublished) == (Refusal("minutes.not_public"), None)
    assert (desk.draft, public.draft) == (True, False)
    assert town.app.bus.read_now(lambda tx: public_sheet(tx, town.id, met)).state == "approved"


def test_what_everybody_reads_names_no_resident_and_the_desk_does(town: Town):
    met = over(town)
    town.person("王秀兰")
    town.app.bus.submit_run(lambda tx: attend(tx, town.id, "王秀兰", "主")).result()
    hand_in(town, met, text="王秀兰发言，主持人主答复。")
    read_and_approve(town, met)

    public = town.read("王", minutes_page, met, 1, "resident")
    desk = town.read("何", minutes_page, met, 1, "staff")
    sheet = town.app.bus.read_now(lambda tx: public_sheet(tx, town.id, met))

    assert "王某某发言，主持人主答复。" in public.text
    assert "王秀兰发言" in desk.text
    assert sheet.parts[-1].sections[0].text == "王某某发言，主持人主答复。"


def attend(tx: Transaction, community_id: str, *names: str) -> None:
    """Let people have been at the only meeting."""
    met = tx.connection.scalar(select(meetings.c.id))
    ids = tx.connection.scalars(select(residents.c.id).where(residents.c.name.in_(names)))
    for person in ids.all():
        row = {
            "community_id": community_id,
            "meeting_id": met,
            "resident_id": person,
            "arrived_at": tx.now,
            "noted_by": person,
        }
        tx.connection.execute(insert(attendance), [row])


def test_a_draft_is_public_where_the_rules_say_so(town: Town):
    met = over(town)
    lives_by(town, text='extends = "national"\n\n[minutes]\ndraft_public = true\ncitation = "D"\n')
    before = town.read("王", minutes_page, met, 1, "resident")
    hand_in(town, met)

    shown = town.read("王", minutes_page, met, 1, "resident")

    assert before == Refusal("minutes.not_public")
    assert shown.draft


def later(town: Town) -> int:
    """The next meeting, in session."""
    number = meeting(town, NEXT, motion(town))
    town.act("何", AnnounceMeeting, number=number)
    town.clock.at = at(NEXT)
    town.act("主", StartMeeting, number=number)
    return number


def hands(town: Town, met: int, now: int, *, fixes: str = "", yes: str, no: str) -> object:
    form = Filling(town, "主", "minutes_vote", f"{met}-{now}")
    if fixes:
        form.say(fixes)
        form.tap(KEEP)
    else:
        form.tap("-")
    form.say(yes, no)
    return form.file()


@pytest.mark.parametrize(
    ("fixes", "yes", "no", "outcome", "state"),
    [
        ("", "20", "3", "approved", "approved"),
        ("到会应为 58 人。", "20", "3", "corrected", "approved"),
        ("", "10", "10", "refused", "minuted"),
    ],
)
def test_a_later_meeting_approves_by_raised_hands(
    town: Town, fixes: str, yes: str, no: str, outcome: str, state: str
):
    met = over(town)
    approved_by_meetings(town)
    hand_in(town, met)
    now = later(town)
    alone = town.act("主", ApproveMinutes, number=met)
    read_whole(town, met)
    waiting = town.read("主", meeting_view, now, "staff").minutes_waiting

    said = hands(town, met, now, fixes=fixes, yes=yes, no=no)

    assert alone == Refusal("minutes.by_meeting")
    assert [each.number for each in waiting] == [met]
    assert said.state == state
    (told,) = said.approvals
    assert (told.meeting, told.outcome, told.yes, told.no) == (now, outcome, int(yes), int(no))
    assert texts(town, met).get("fixes", "") == fixes


def test_no_meeting_votes_on_minutes_that_the_chair_has_not_read_or_where_the_chair_approves(
    town: Town,
):
    met = over(town)
    hand_in(town, met)
    now = later(town)

    by_chair = Filling(town, "主", "minutes_vote", f"{met}-{now}").sheet
    approved_by_meetings(town)
    unread = Filling(town, "主", "minutes_vote", f"{met}-{now}").sheet
    read_whole(town, met)
    itself = Filling(town, "主", "minutes_vote", f"{met}-{met}").sheet
    nobody = hands(town, met, now, yes="0", no="0")

    assert by_chair == Refusal("minutes.by_chair")
    assert unread == Refusal("minutes.unread", {"number": met})
    assert itself == Refusal("minutes.not_at_this_meeting")
    assert problem(nobody) == "minutes.nobody_voted"


def test_what_was_approved_is_corrected_with_a_reason_and_marked(town: Town):
    met = over(town)
    hand_in(town, met)
    read_and_approve(town, met)

    bare = town.act("何", WriteMinutes, number=met, section="notes", text="表决未通过。")
    town.act(
        "何", WriteMinutes, number=met, section="notes", text="表决未通过。", reason="写错了。"
    )

    assert bare == Refusal("minutes.reason_needed")
    sheet = town.app.bus.read_now(lambda tx: public_sheet(tx, town.id, met))
    (fix,) = sheet.corrections
    assert (fix.reason, fix.lines) == ("写错了。", ("− 表决通过。", "+ 表决未通过。"))
    assert sheet.state == "approved"
