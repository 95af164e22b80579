"""Where the presses, typed commands and keys of the residents' bot lead."""

from dataclasses import dataclass
from typing import Any

import pytest

from bot.resident.ballots import cast
from council.campaigns.pledges.commands import NamePledge, WithdrawPledge
from council.chat.acting import key_meant
from council.counter.assisted.commands import OverturnAssist
from council.kernel.drafts import Draft
from council.kernel.forms.commands import DiscardDraft, StartForm
from council.kernel.screens import callback_data as presses
from council.kernel.values import Account, Cause
from council.meetings.commands import CheckIn, Rsvp
from council.people.commands import ChangeSettings, Leave, RedeemCode
from council.polls.ballots.commands import (
    CastBallot,
    ChooseOnSheet,
    DisownBallot,
    MarkBallot,
    OpenSheet,
    TypeRanking,
)
from council.proposals.commands import (
    AnswerMerge,
    FollowProposal,
    SecondProposal,
    UnfollowProposal,
    WithdrawProposal,
)
from tests.bot.visiting import App, CommandBus, Phone, press, say, visit_of

ASKS = [
    ("proposal.second:12", SecondProposal, {"number": 12}),
    ("proposal.follow:12", FollowProposal, {"number": 12}),
    ("proposal.unfollow:12", UnfollowProposal, {"number": 12}),
    ("proposal.withdrawn:12", WithdrawProposal, {"number": 12}),
    ("proposal.merge:12:7:1", AnswerMerge, {"number": 12, "into": 7, "agree": True}),
    ("proposal.merge:12:7:0", AnswerMerge, {"number": 12, "into": 7, "agree": False}),
    ("meeting.rsvp:2:yes", Rsvp, {"number": 2, "answer": "yes"}),
    ("meeting.check_in:2", CheckIn, {"number": 2}),
    ("ballot.open:3", OpenSheet, {"poll": 3}),
    ("ballot.tap:3:7:A", MarkBallot, {"poll": 3, "revision": 7, "act": "tap", "letter": "A"}),
    *(
        (f"ballot.{act}:3:7", MarkBallot, {"poll": 3, "revision": 7, "act": act})
        for act in ("undo", "clear", "tie", "done", "back")
    ),
    (
        "ballot.choose:3:7:1:agree",
        ChooseOnSheet,
        {"poll": 3, "revision": 7, "place": 1, "choice": "agree"},
    ),
    (
        "ballot.head:3:7:1",
        ChooseOnSheet,
        {"poll": 3, "revision": 7, "place": 1, "choice": ""},
    ),
    ("ballot.cast:3:7", CastBallot, {"poll": 3, "revision": 7}),
    ("ballot.disown:3:1:7", DisownBallot, {"poll": 3, "place": 1, "revision": 7}),
    ("assist.overturn:5", OverturnAssist, {"act": 5}),
    ("pledge.withdrawn:1", WithdrawPledge, {"campaign": 1}),
    ("pledge.name:1:0", NamePledge, {"campaign": 1, "anonymous": False}),
    ("pledge.name:1:1", NamePledge, {"campaign": 1, "anonymous": True}),
    ("settings.language:en", ChangeSettings, {"locale": "en"}),
    ("settings.large:1", ChangeSettings, {"large": 1}),
    ("settings.large:2", ChangeSettings, {"large": 2}),
    ("settings.digest:daily", ChangeSettings, {"digest": "daily"}),
    ("settings.left", Leave, {}),
    ("draft.discard", DiscardDraft, {"bot": "resident"}),
]
TYPED = [
    ("/second #12", SecondProposal, {"number": 12}),
    ("/vote 3号", OpenSheet, {"poll": 3}),
    ("/vote 3 C A B", TypeRanking, {"poll": 3, "text": "C A B"}),
    ("/pledge 1 500", StartForm, {"form": "pledge", "subject": "1", "text": "500"}),
    ("/start ABCDE 23456", RedeemCode, {"bot": "resident", "code": "ABCDE 23456"}),
    ("/cancel", DiscardDraft, {"bot": "resident"}),
]
WAITING = Draft(kind="proposal", subject="", content={}, revision=1, awaits="title", updated_at=0)


@pytest.mark.parametrize(("data", "command", "fields"), ASKS)
async def test_a_press_asks_for_its_command(data: str, command: Any, fields: dict[str, Any]):
    _, desk, visit = await press(data, "resident")

    assert desk.asked == [command(actor=visit.account, cause=visit.cause, **fields)]


@pytest.mark.parametrize(("text", "command", "fields"), TYPED)
async def test_a_typed_command_asks_for_what_the_words_behind_it_say(
    text: str, command: Any, fields: dict[str, Any]
):
    _, desk, visit = await say(text, "resident")

    assert desk.asked == [command(actor=visit.account, cause=visit.cause, **fields)]


@pytest.mark.parametrize(
    "data",
    [
        "proposals",
        "proposals:2",
        "proposal.show:12",
        "proposal.withdraw:12",
        "agenda",
        "meetings",
        "meeting:2",
        "motions",
        "motion:2",
        "polls",
        "poll.view:3",
        "resolutions",
        "resolutions:2",
        "resolution.show:2026-1",
        "resolution.text:2026-1",
        "resolution.objections:2026-1",
        "resolution.objections:2026-1:2",
        "pledge.list",
        "pledge.look:1",
        "mine",
        "home",
    ],
)
async def test_a_press_shows_what_it_is_about(data: str):
    _, desk, _ = await press(data, "resident")

    assert (desk.shown, desk.asked) == (1, [])


@pytest.mark.parametrize(
    "text",
    [
        "/proposals",
        "/proposals 12",
        "/proposals 那一件",
        "/vote",
        "/pledge",
        "/pledge 1",
        "/campaigns",
        "/agenda",
        "/meetings",
        "/meetings 2",
        "/motions 那一件",
        "/resolutions",
        "/mine",
        "/settings",
        "/start",
    ],
)
async def test_a_typed_command_shows_a_list_or_the_one_that_is_named(text: str):
    _, desk, _ = await say(text, "resident")

    assert (desk.shown, desk.asked) == (1, [])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("/vote 九十九", "poll.number"),
        ("/vote C A B", "poll.number"),
        ("/pledge 五百", "pledge.how"),
        ("/second", "proposal.number_needed"),
        ("/second 那一件", "proposal.number_needed"),
        ("/second 1 2", "proposal.number_needed"),
    ],
)
async def test_where_the_number_is_not_understood_an_example_is_given(text: str, key: str):
    screen, desk, visit = await say(text, "resident")

    assert screen == visit.refuse(key)
    assert (desk.shown, desk.asked) == (0, [])


@pytest.mark.parametrize(
    "data",
    [
        "proposal.merge:12:7",
        "proposal.merge:12:7:2",
        "pledge.name:1",
        "pledge.withdrawn",
        "settings.large:x",
        "settings.left:1",
        "meeting.rsvp:2",
        "ballot.cast:3",
        "ballot.choose:3:7:agree:1",
        "resolution.show",
        "proposal.admit:12",
        "poll.announce:3",
    ],
)
async def test_an_invented_press_does_nothing(data: str):
    screen, desk, visit = await press(data, "resident")

    assert screen == visit.refuse("press.unknown")
    assert (desk.shown, desk.asked) == (0, [])


def test_a_word_that_stops_means_cancel_while_something_is_awaited():
    busy, _ = visit_of("resident", draft=WAITING)
    free, _ = visit_of("resident")

    assert [key_meant(word, busy) for word in ("取消", " 不写了", "Stop")] == ["cancel"] * 3
    assert key_meant("取消", free) == "cancel"  # which says that nothing is waited for


@dataclass
class _Sender:
    id: int
    language_code: str


@dataclass
class _Query:
    from_user: _Sender


async def test_a_cast_looks_nobody_up_first():
    desk, cause = CommandBus(), Cause(bot="resident", update_id=1)
    read = presses.read("ballot.cast:3:7")

    await cast(_Query(_Sender(7, "zh-hans")), read, App(desk), Phone(), cause)

    somebody = Account(channel="telegram", id="7")
    assert desk.shown == 0
    assert desk.asked == [CastBallot(actor=somebody, cause=cause, poll=3, revision=7)]
