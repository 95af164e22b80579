"""Who comes in and who is turned away, in either bot."""

import pytest

from council.chat.message import Message
from council.chat.visit import turned_away
from council.people.commands import RedeemCode
from tests.bot.visiting import visit_of

BOTS = ("resident", "staff")


@pytest.mark.parametrize("bot", BOTS)
@pytest.mark.parametrize("message", [None, Message(text="/help"), Message(text="您好"), Message()])
async def test_whoever_is_known_comes_in(bot: str, message: Message | None):
    visit, desk = visit_of(bot)

    assert await turned_away(visit, message) is None
    assert desk.asked == []


@pytest.mark.parametrize("bot", BOTS)
async def test_what_was_forwarded_or_edited_is_no_word_of_ones_own(bot: str):
    visit, _ = visit_of(bot)

    forwarded = await turned_away(visit, Message(text="/help", forwarded=True))
    edited = await turned_away(visit, Message(text="/help", edited=True))

    assert forwarded == visit.refuse("message.forwarded")
    assert edited == visit.refuse("message.edited")


@pytest.mark.parametrize("bot", BOTS)
async def test_a_stranger_may_start_and_nothing_else(bot: str):
    visit, _ = visit_of(bot, who=None)
    unknown = visit.refuse("people.unknown")

    assert await turned_away(visit, Message(text="/start")) is None
    assert await turned_away(visit, Message(text="/help")) == unknown
    assert await turned_away(visit, Message()) == unknown
    assert await turned_away(visit, None) == unknown


@pytest.mark.parametrize("bot", BOTS)
@pytest.mark.parametrize("text", ["ABCDE23456", "abcde-23456", "ＡＢＣＤＥ ２３４５６"])
async def test_a_stranger_may_send_the_code_alone(bot: str, text: str):
    visit, desk = visit_of(bot, who=None)

    await turned_away(visit, Message(text=text))

    joining = RedeemCode(actor=visit.account, cause=visit.cause, bot=bot, code="ABCDE23456")
    assert desk.asked == [joining]
