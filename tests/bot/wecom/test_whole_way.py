"""The whole way over HTTP: a notice goes out as a card, a button is pressed, it has its effect."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, insert, select

from bot.wecom.app import WecomChannel
from bot.wecom.pace import PER_MINUTE
from bot.wecom_sandbox.server import Fault, WecomSandbox
from council.checks.every import CHECKS
from council.kernel.directory import accounts, chats
from council.kernel.outbox.transport import Wait
from council.kernel.screens.screen import Screen
from council.kernel.tables import outbox, processed_updates
from council.kernel.values import Account
from council.people.commands import GrantRole
from council.polls.tables import ballots
from tests.bot.wecom.hall import Hall, hall_of
from tests.bot.wecom.test_crypto import KEY, TOKEN
from tests.council.polls.polling import council, open_ranking


@pytest.fixture
async def hall(database_url: str, tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall_of(database_url, tmp_path) as made:
        yield made


def count(hall: Hall, table: Any) -> int:
    return int(hall.town.rows(select(func.count()).select_from(table))[0][0])


async def test_the_console_may_save_our_address(hall: Hall):
    assert await hall.theirs.check_address("1616140317555161061") == (200, "1616140317555161061")


async def test_a_stranger_is_told_how_to_join_and_joins_by_a_typed_code(hall: Hall):
    code = hall.code_of("王芳")
    hall.theirs.company.join("wang")

    await hall.theirs.happen("wang", "subscribe")
    await hall.quiet()
    await hall.write("wang", f"{code[:5]} {code[5:]}")

    greeted, welcomed = hall.chat("wang")[0], hall.chat("wang")[-1]
    assert "加入码" in greeted.text
    assert "王芳" in welcomed.text
    bound = hall.town.rows(select(accounts.c.channel, accounts.c.account))
    assert [tuple(row) for row in bound] == [("wecom", "wang")]


async def test_a_notice_is_a_card_whose_button_acts_and_the_card_shows_what_came_of_it(hall: Hall):
    council(hall.town)
    await hall.join("王芳", "wang")
    before = len(hall.chat("wang"))

    open_ranking(hall.town)
    await hall.quiet()
    told = hall.chat("wang")[before:]
    card = await hall.press("wang", next(iter(told[-1].buttons)))

    assert "停车方案意向排序" in "".join(each.text for each in told)
    assert card.changes == 1 or len(hall.chat("wang")) > before + len(told)


async def test_a_ballot_is_cast_by_cards_and_a_typed_order(hall: Hall):
    council(hall.town)
    await hall.join("王芳", "wang")
    open_ranking(hall.town)
    await hall.quiet()

    await press_like(hall, "投票")
    await hall.write("wang", "C A B")
    await press_like(hall, "确认投票")

    assert count(hall, ballots) == 1


async def press_like(hall: Hall, label: str) -> Any:
    for each in reversed(hall.chat("wang")):
        for text in each.buttons:
            if label in text:
                return await hall.press("wang", text)
    raise AssertionError((label, [(e.text, list(e.buttons)) for e in hall.chat("wang")]))


async def test_what_comes_again_and_again_has_one_effect_and_one_answer(hall: Hall):
    await hall.join("王芳", "wang")
    xml = hall.theirs.xml("wang", {"MsgType": "text", "Content": "/start", "MsgId": "77"})
    before = len(hall.chat("wang"))

    for _ in range(3):
        assert await hall.theirs.deliver(xml) == 200
    await hall.quiet()

    assert len(hall.chat("wang")) == before + 1


async def test_a_press_that_comes_twice_changes_once(hall: Hall):
    council(hall.town)
    await hall.join("王芳", "wang")
    open_ranking(hall.town)
    await hall.quiet()
    sheet = await press_like(hall, "投票")
    changes = sheet.changes
    label = next(text for text in sheet.buttons if text.endswith("A 立体停车场"))
    fields = {
        "MsgType": "event",
        "Event": "template_card_event",
        "EventKey": sheet.buttons[label]["key"],
        "TaskId": sheet.task_id,
        "ResponseCode": hall.theirs.company.change_code("wang", sheet),
    }
    xml = hall.theirs.xml("wang", fields)
    before = count(hall, processed_updates)

    for _ in range(3):
        assert await hall.theirs.deliver(xml) == 200
    await hall.quiet()

    assert count(hall, processed_updates) == before + 1
    assert {row.channel for row in hall.town.rows(select(processed_updates))} == {"wecom"}
    assert sheet.changes == changes + 1
    assert "1. A 立体停车场" in sheet.text  # a second time would have taken it back


async def test_a_card_that_can_be_changed_no_more_is_followed_by_a_new_one(hall: Hall):
    await hall.join("王芳", "wang")
    await hall.write("wang", "/settings")
    before = len(hall.chat("wang"))
    hall.theirs.faults.append(
        Fault(kind="code", method="message/update_template_card", code=40058)
    )

    await hall.press("wang", next(t for t in hall.chat("wang")[-1].buttons if "English" in t))

    assert len(hall.chat("wang")) > before
    assert "Settings" in hall.chat("wang")[-1].text


async def test_while_wecom_is_away_answers_wait_in_the_outbox(hall: Hall):
    await hall.join("王芳", "wang")
    before = len(hall.chat("wang"))
    hall.theirs.faults.append(Fault(kind="500", method="message/send", count=2))

    assert await hall.theirs.write("wang", "/start") == 200
    for _ in range(100):
        hall.town.clock.at += 1
        await asyncio.sleep(0.05)
        if not hall.waiting() and not hall.theirs.faults:
            break

    assert len(hall.chat("wang")) == before + 1


async def test_an_answer_whose_receipt_was_lost_arrives_once(hall: Hall):
    await hall.join("王芳", "wang")
    before = len(hall.chat("wang"))
    hall.theirs.faults.append(Fault(kind="lost", method="message/send"))

    await hall.write("wang", "/help")

    sent = [name for name, _ in hall.theirs.calls].count("message/send")
    texts = [each.text for each in hall.chat("wang")[before:]]
    assert len(texts) == len(set(texts))
    assert sent > len(hall.chat("wang"))


async def test_who_holds_a_role_is_told_the_desks_news_as_well(hall: Hall):
    code = hall.code_of("代")
    hall.town.operate(GrantRole, ref="代", role="facilitator")
    hall.theirs.company.join("dai")

    await hall.write("dai", code)
    await hall.write("dai", "/today")

    opened = hall.town.rows(
        select(chats.c.bot).where(chats.c.channel == "wecom").order_by(chats.c.bot)
    )
    assert [row.bot for row in opened] == ["resident", "staff"]
    keys = [each["key"] for each in hall.chat("dai")[-1].buttons.values() if "key" in each]
    assert keys
    assert all(key.startswith("staff/") for key in keys)


async def test_a_new_process_counts_the_notices_of_the_former_one(hall: Hall):
    await hall.join("王芳", "wang")

    def told(tx: Any) -> None:
        row = dict.fromkeys(("community_id", "subject", "params"), "")
        row |= {"bot": "resident", "channel": "wecom", "account": "wang", "state": "sent"}
        row |= {"created_at": tx.now, "sent_at": tx.now}
        rows = [{**row, "id": f"n{place}", "notice": f"n{place}"} for place in range(PER_MINUTE)]
        tx.connection.execute(insert(outbox), rows)

    hall.town.app.bus.submit_run(told).result()
    channel = WecomChannel(hall.town.app)
    delivery = await channel.outlets["resident"].send("wang", Screen(text="有新的表决"))
    await channel.close()

    assert isinstance(delivery, Wait)


async def test_who_leaves_the_application_is_sent_nothing_until_they_are_back(hall: Hall):
    await hall.join("王芳", "wang")

    await hall.theirs.happen("wang", "unsubscribe")
    await hall.quiet()
    gone = hall.town.rows(select(chats.c.blocked_at).where(chats.c.channel == "wecom"))
    await hall.theirs.happen("wang", "subscribe")
    await hall.quiet()
    back = hall.town.rows(select(chats.c.blocked_at).where(chats.c.channel == "wecom"))

    assert any(row.blocked_at is not None for row in gone)
    assert all(row.blocked_at is None for row in back)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"token": "another"}, 403),
        ({"at": 1409659813.0}, 403),
        ({"receiver": "wx0000000000000000"}, 403),
    ],
)
async def test_what_is_not_from_wecom_is_turned_away(
    hall: Hall, change: dict[str, Any], status: int
):
    query, body = hall.theirs.envelope(hall.theirs.xml("wang", {"MsgType": "text"}), **change)

    async with aiohttp.ClientSession() as session:
        answer = await session.post(hall.theirs.callback_url, params=query, data=body)
        assert (answer.status, await answer.text()) == (status, "")


async def test_an_echo_that_is_not_ours_is_not_answered(hall: Hall):
    theirs = hall.theirs
    stranger = WecomSandbox(theirs.company, token="another", aes_key=KEY)
    stranger.callback_url = theirs.callback_url
    other_key = WecomSandbox(theirs.company, token=TOKEN, aes_key=KEY[::-1])
    other_key.callback_url = theirs.callback_url

    told = [await each.check_address("1616140317555161061") for each in (stranger, other_key)]

    assert told == [(403, ""), (403, "")]


async def test_a_replayed_callback_is_acknowledged_and_done_once(hall: Hall):
    await hall.join("王芳", "wang")
    before = len(hall.chat("wang"))
    fields = {"MsgType": "text", "Content": "/start", "MsgId": "77"}
    query, body = hall.theirs.envelope(hall.theirs.xml("wang", fields))

    async with aiohttp.ClientSession() as session:
        for _ in range(3):  # the very same envelope, as somebody who listened would send it
            answer = await session.post(hall.theirs.callback_url, params=query, data=body)
            assert answer.status == 200
            await hall.quiet()

    assert len(hall.chat("wang")) == before + 1


@pytest.mark.parametrize("away", [-299, 299])
async def test_a_clock_that_goes_five_minutes_wrong_keeps_nobody_out(hall: Hall, away: int):
    fields = {"MsgType": "text", "Content": hall.code_of("王芳"), "MsgId": "78"}
    hall.theirs.company.join("wang")
    at = time.time() + away  # noqa: TID251 - WeCom has a clock of its own
    query, body = hall.theirs.envelope(hall.theirs.xml("wang", fields), at=at)

    async with aiohttp.ClientSession() as session:
        answer = await session.post(hall.theirs.callback_url, params=query, data=body)
        assert answer.status == 200
    await hall.quiet()

    assert "您已加入" in hall.chat("wang")[-1].text


async def test_a_code_tried_six_times_keeps_its_member_out_for_an_hour(hall: Hall):
    code = hall.code_of("王芳")
    hall.theirs.company.join("wang")
    for _ in range(6):
        await hall.write("wang", "AAAAA22222")
    sixth = hall.chat("wang")[-1].text

    await hall.write("wang", code)

    assert "60 分钟" in sixth
    assert "60 分钟" in hall.chat("wang")[-1].text
    assert hall.town.rows(select(accounts.c.account)) == []


async def test_nonsense_is_turned_away_without_a_word(hall: Hall):
    async with aiohttp.ClientSession() as session:
        bare = await session.post(hall.theirs.callback_url, data=b"\xff")
        large = await session.post(hall.theirs.callback_url, data=b"x" * 100_000)
        looked = await session.get(hall.theirs.callback_url)

        assert [bare.status, large.status, looked.status] == [400, 413, 400]


async def test_kinds_that_are_no_concern_of_ours_are_acknowledged(hall: Hall):
    for fields in ({"MsgType": "location"}, {"MsgType": "event", "Event": "LOCATION"}):
        assert await hall.theirs.deliver(hall.theirs.xml("wang", fields)) == 200
    assert hall.waiting() == 0


async def test_an_account_is_wecoms_and_no_other_channels(hall: Hall):
    await hall.join("王芳", "1001")

    assert hall.town.people["王芳"] == Account(channel="wecom", id="1001")
    assert len(hall.chat("1001")) >= 1


async def test_what_is_told_to_everybody_is_posted_to_the_group_as_well(
    sqlite_url: str, tmp_path: Path
):
    async with hall_of(sqlite_url, tmp_path) as hall:
        council(hall.town)
    # The robot belongs to the only community that there is at a start.
    async with hall_of(sqlite_url, tmp_path, again=True) as hall:
        open_ranking(hall.town)
        await hall.until(lambda: bool(hall.theirs.company.group))

        (posted,) = hall.theirs.company.group
        assert "停车方案意向排序" in posted
        assert hall.url in posted


async def test_the_standing_invariants_hold_afterwards(hall: Hall):
    council(hall.town)
    await hall.join("王芳", "wang")
    await hall.join("李强", "li")
    open_ranking(hall.town)
    await hall.quiet()
    await press_like(hall, "投票")

    findings = hall.town.app.bus.read_now(lambda tx: [check(tx) for check in CHECKS])

    assert [each for each in findings if each.state == "broken"] == []
