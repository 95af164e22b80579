"""What the desk does after it has recorded: calls of follow-up, an authorisation revoked, doors."""

import asyncio

from council.counter.assisted.commands import ConfirmAssist
from council.polls.commands import ClosePoll, CountPoll, OpenPoll
from tests.bot.conftest import Stage
from tests.bot.crowd import town_of
from tests.bot.test_desk import opened, photo
from tests.council.conftest import Town
from tests.council.counter.assisted.assisting import assist
from tests.council.polls.polling import DAY, announce_in_time, draft_ratification, put_motion


def another_vote(town: Town) -> None:
    """A second vote of the owners, beside the first."""
    motion = put_motion(town, state="drafted", legal_class="O-8")
    number = draft_ratification(town, motion=motion, title="更换电梯").number
    announce_in_time(town, number)
    town.tick(OpenPoll, poll=number)


async def test_a_clerk_who_had_no_part_calls_until_the_person_confirms(stage: Stage):
    await opened(stage)
    await stage.join("办", "clerk")
    await stage.join("访", "clerk")
    town = town_of(stage)
    await asyncio.to_thread(assist, town)
    await asyncio.to_thread(town.act, "办", ConfirmAssist, act=1)
    stage.clock.at += 30 * DAY
    for command in (ClosePoll, CountPoll):
        await asyncio.to_thread(town.tick, command, poll=1)
    await stage.quiet()

    await stage.say("访", "/today", bot="staff")
    call = await stage.tap("访", "回访 1", bot="staff")
    missed = await stage.tap("访", "没联系上", bot="staff")
    await stage.say("访", "/today", bot="staff")
    await stage.tap("访", "回访 1", bot="staff")
    confirmed = await stage.tap("访", "本人确认", bot="staff")

    assert "回访" in call
    assert "没联系上" in missed
    assert "确认" in confirmed


async def test_an_authorisation_is_revoked_by_who_gave_it(stage: Stage):
    await opened(stage)
    await stage.say("代", "/polls", bot="staff")
    await stage.tap("代", "1 · 建设", bot="staff")
    await stage.tap("代", "代办点", bot="staff")
    await stage.tap("代", "录入委托", bot="staff")
    for typed in ("1-101", "甲", "李志"):
        await stage.say("代", typed, bot="staff")
    await stage.tap("代", "弃权", bot="staff")
    await stage.say("代", "w-1", bot="staff")
    await photo(stage, "代")
    await stage.tap("代", "录入", bot="staff")

    await stage.tap("代", "代办点", bot="staff")
    await stage.tap("代", "撤销委托", bot="staff")
    await stage.say("代", "1", bot="staff")
    await stage.say("代", "业主本人来撤销", bot="staff")
    revoked = await stage.tap("代", "确认撤销", bot="staff")

    assert revoked.startswith("✅ 委托 1 已撤销")


async def test_what_was_delivered_at_one_door_holds_for_the_other_vote_too(stage: Stage):
    await opened(stage)
    await asyncio.to_thread(another_vote, town_of(stage))
    await stage.quiet()
    await stage.say("代", "/polls", bot="staff")
    await stage.tap("代", "1 · 建设", bot="staff")
    await stage.tap("代", "代办点", bot="staff")
    await stage.tap("代", "逐户送达", bot="staff")
    await stage.tap("代", "登记送达", bot="staff")
    await stage.say("代", "1-201", bot="staff")
    await stage.tap("代", "已送达", bot="staff")
    await stage.tap("代", "交给家人", bot="staff")
    await stage.say("代", "丙的女儿", bot="staff")
    await stage.say("代", "-", bot="staff")
    await stage.tap("代", "录入", bot="staff")

    repeated = await stage.tap("代", "业主表决 2 也同样登记", bot="staff")

    assert "业主表决 2" in repeated
