"""Presses, typed commands and keys lead where the tables say, in either bot."""

from dataclasses import replace
from typing import Any

import pytest

from bot.api import Call
from bot.visit import Visit
from council.chat import acting
from council.chat.acting import command_typed, key_meant, meant, pressed, said, typed
from council.chat.message import Message
from council.kernel.acts.views import Typed
from council.kernel.drafts import Draft
from council.kernel.forms.commands import DiscardDraft, StartForm
from council.kernel.screens.screen import Screen
from council.meetings.commands import PutOnAgenda
from council.motions.commands import AnnounceMotion, ReferMotion
from council.roll.reading_commands import ReadUnit, RollRead, TakeRoll
from council.roll.reads import RollFile
from council.roll.rules import Figures
from tests.bot.visiting import NOBODY, Phone, press, say, visit_of


async def test_a_press_asks_for_the_command_of_its_row():
    _, desk, visit = await press("motion.announce:3")

    assert desk.asked == [AnnounceMotion(actor=visit.account, cause=visit.cause, number=3)]


async def test_a_field_with_a_default_may_be_missing_on_the_button():
    _, short, _ = await press("motion.list:3")
    _, long, _ = await press("motion.list:3:2")

    assert [(each.motion_number, each.meeting_number) for each in short.asked] == [(3, 0)]
    assert [(each.motion_number, each.meeting_number) for each in long.asked] == [(3, 2)]
    assert isinstance(short.asked[0], PutOnAgenda)


@pytest.mark.parametrize(
    "data",
    [
        "motion.announce",
        "motion.announce:x",
        "motion.announce:03",
        "motion.announce:3:4",
        "motion.refer:yes",
        "motion.refer:3:no",
        "motion:",
        "nothing.such:1",
        "",
        "提案",
    ],
)
async def test_whatever_does_not_fit_is_one_refusal(data):
    screen, desk, visit = await press(data)

    assert (desk.asked, desk.shown) == ([], 0)
    assert screen == visit.refuse("press.unknown")


async def test_a_button_of_the_staff_means_nothing_in_the_residents_bot():
    screen, desk, visit = await press("motion.announce:3", "resident")

    assert desk.asked == []
    assert screen == visit.refuse("press.unknown")


async def test_what_cannot_be_undone_is_asked_twice():
    screen, desk, _ = await press("motion.refer:3")

    assert desk.asked == []
    assert screen.rows[0][0].press == "motion.refer:3:yes"

    _, desk, _ = await press("motion.refer:3:yes")
    assert [type(each) for each in desk.asked] == [ReferMotion]


@pytest.mark.parametrize("bot", ["resident", "staff"])
async def test_a_view_is_shown_in_both_bots(bot):
    _, desk, _ = await press("motion:3", bot)

    assert (desk.shown, desk.asked) == (1, [])


async def test_the_forms_presses_are_rows_like_others():
    _, desk, visit = await press("form.anew:motion:0")

    assert desk.asked == [
        StartForm(actor=visit.account, cause=visit.cause, form="motion", subject="0", anew=True)
    ]


ROLL = RollFile(name="roll.xlsx", content=b"PK", figures=Figures())


@pytest.mark.parametrize("away", [False, True])
async def test_a_file_goes_out_after_the_taking_was_noted(away: bool):
    visit, desk = visit_of()
    desk.answer, desk.found = RollRead(), ROLL
    assert isinstance(visit.api, Phone)
    visit.api.away = away

    screen = await pressed("roll.export", visit)

    assert desk.asked == [TakeRoll(actor=visit.account, cause=visit.cause)]
    if away:
        assert screen == visit.refuse("roll.file_not_sent")
    else:
        assert screen == visit.render(ROLL)
        assert visit.api.sent == [
            Call(
                method="sendDocument",
                params={"chat_id": 1},
                files={"document": ("roll.xlsx", b"PK")},
            )
        ]


async def test_who_may_not_take_a_file_gets_none():
    visit, desk = visit_of()
    assert isinstance(visit.api, Phone)

    screen = await pressed("roll.export", visit)

    assert (screen, desk.shown, visit.api.sent) == (visit.render(NOBODY), 0, [])


async def test_looking_at_a_unit_is_an_act_itself():
    visit, desk = visit_of()
    desk.answer = RollRead()
    found = meant("/roll 3-2-501", visit)
    assert found is not None

    await typed(*found, visit)

    assert desk.asked == [ReadUnit(actor=visit.account, cause=visit.cause, unit="3-2-501")]
    assert desk.shown == 1


async def test_a_bot_may_do_by_itself_what_a_row_says():
    visit, desk = visit_of()
    given: list[Any] = []

    async def issue(_: Visit, **fields: Any) -> Screen:
        given.append(fields)
        return Screen(text="issued")

    visit = replace(visit, own={"codes.one": issue, "codes.issue": issue})
    for text in ("/code R001", "/code"):
        found = meant(text, visit)
        assert found is not None
        screen = await typed(*found, visit)
    await pressed("codes.issue:0", visit)

    assert given == [{"refs": ("R001",)}, {"last_issued_at": 0}]
    assert screen == visit.refuse("codes.no_ref")
    assert desk.asked == []


async def test_a_close_by_hand_comes_after_what_was_taken_in_before():
    visit, desk = visit_of()
    desk.found = False  # nothing waits any more

    await pressed("poll.close.sure:3", visit)

    assert (desk.shown, len(desk.asked)) == (1, 1)


async def test_a_typed_command_shows_the_list_and_with_a_number_the_one():
    for text in ("/motions", "/motions 3", "/motions ３号", "/Motions@hall_bot 3", "/motions\n3"):
        _, desk, _ = await say(text)

        assert (desk.shown, desk.asked) == (1, [])


async def test_a_command_may_begin_a_form():
    _, desk, _ = await say("/motion")
    assert [(each.form, each.subject) for each in desk.asked] == [("motion", "0")]

    for text in ("/motion 3", "/motion 某事"):  # one of them, and the list
        _, desk, _ = await say(text)
        assert (desk.shown, desk.asked) == (1, [])


def test_a_command_of_the_staff_is_none_of_the_residents():
    visit, _ = visit_of("resident")

    assert meant("/motion", visit) is None
    assert meant("/nothing", visit) is None
    assert meant("just words", visit) is None


def test_a_command_is_read_with_what_stands_behind_it():
    assert command_typed("/receipt 3 12\n100") == ("receipt", "3 12\n100")
    assert command_typed("/") == ("", "")
    assert command_typed("/ receipt") == ("", "receipt")
    assert command_typed("words") == ("", "")
    assert command_typed(None) == ("", "")


def test_a_bare_word_is_no_key_while_words_are_awaited():
    waiting = Draft(
        kind="form.motion", subject="0", content={}, revision=1, awaits="title", updated_at=0
    )
    free, _ = visit_of()
    busy, _ = visit_of(draft=waiting)

    assert key_meant("议案", free) == "motions"
    assert key_meant("议案", busy) == ""


async def test_a_stranger_may_join_and_look_at_nothing():
    visit, desk = visit_of(who=None)
    found = meant("/start ABCDE23456", visit)
    assert found is not None
    await typed(*found, visit)
    assert [(each.bot, each.code) for each in desk.asked] == [("staff", "ABCDE23456")]

    visit, desk = visit_of(who=None)
    found = meant("/start", visit)
    assert found is not None
    assert await typed(*found, visit) == visit.refuse("people.unknown")
    assert (desk.asked, desk.shown) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "bare"),
        ("3", "number:3"),
        ("3 100", "rest:3:100"),
        ("x", "refused"),
        ("x 3", "refused"),
    ],
)
async def test_words_behind_a_command_go_where_they_fit(
    text: str, expected: str, monkeypatch: pytest.MonkeyPatch
):
    row = Typed("pledge", bare="bare", number="number", rest="rest", refused="pledge.how")
    visit, _ = visit_of()
    followed: list[str] = []

    async def follow(verb: str, words: tuple[str, ...], _: Visit) -> Screen:
        followed.append(":".join((verb, *words)))
        return Screen(text="followed")

    monkeypatch.setattr(acting, "follow", follow)
    screen = await typed(row, text, visit)

    if expected == "refused":
        assert screen == visit.refuse("pledge.how")
    else:
        assert followed == [expected]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("一个题目", "awaited"),
        (None, "awaited"),
        ("/nothing", "otherwise"),
        ("/motions", "shown"),
        ("取消", "cancelled"),
    ],
)
async def test_words_are_for_what_awaits_them_and_commands_are_not(text: str | None, taken: str):
    waiting = Draft(
        kind="form.motion", subject="0", content={}, revision=1, awaits="title", updated_at=0
    )
    visit, desk = visit_of(draft=waiting)
    took: list[str] = []

    async def awaited(_: Any, visit: Visit) -> Screen:
        took.append("awaited")
        return visit.render(NOBODY)

    async def otherwise(_: Any, visit: Visit) -> Screen:
        took.append("otherwise")
        return visit.render(NOBODY)

    await said(Message(text=text), visit, {"form.motion": awaited}, otherwise)

    took += ["shown"] * desk.shown
    took += ["cancelled" for each in desk.asked if isinstance(each, DiscardDraft)]
    assert took == [taken]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("提交审批", "form"),
        ("/nothing", "otherwise"),
        (None, "otherwise"),
        ("今天", "shown"),
        ("取消", "cancelled"),
    ],
)
async def test_words_at_a_last_look_are_for_its_form_and_keys_and_files_are_not(
    text: str | None, taken: str
):
    visit, desk = visit_of()
    filled = Draft(
        kind="form.campaign", subject="new", content={}, revision=9, awaits="", updated_at=0
    )
    took: list[str] = []

    async def fill(_: Any, visit: Visit) -> Screen:
        assert visit.draft == filled
        took.append("form")
        return visit.render(NOBODY)

    async def otherwise(_: Any, visit: Visit) -> Screen:
        took.append("otherwise")
        return visit.render(NOBODY)

    await said(
        Message(text=text), replace(visit, looked_at=filled), {"form.campaign": fill}, otherwise
    )

    took += ["shown"] * desk.shown
    took += ["cancelled" for each in desk.asked if isinstance(each, DiscardDraft)]
    assert took == [taken]


async def test_where_nothing_awaits_them_words_are_for_whoever_takes_the_rest():
    visit, desk = visit_of()
    took: list[str | None] = []

    async def otherwise(message: Any, visit: Visit) -> Screen:
        took.append(message.text)
        return visit.render(NOBODY)

    await said(Message(text="楼道灯"), visit, {}, otherwise)

    assert (took, desk.asked, desk.shown) == (["楼道灯"], [], 0)
