import asyncio

import pytest
from aiogram.exceptions import TelegramConflictError
from telegram.error import Conflict


def texts(updates):
    return [update.message.text for update in updates]


async def test_updates_come_in_order_until_confirmed(hall, side):
    for text in ("一", "二", "三"):
        side.text(text)

    first = await hall.get_updates(offset=1)
    again = await hall.get_updates(offset=first[0].update_id)
    rest = await hall.get_updates(offset=first[1].update_id)

    assert texts(first) == ["一", "二", "三"]
    assert texts(again) == ["一", "二", "三"]
    assert texts(rest) == ["二", "三"]
    assert [later.update_id - first[0].update_id for later in first] == [0, 1, 2]


async def test_limit_takes_the_oldest_and_a_negative_offset_keeps_the_newest(hall, side):
    for text in ("一", "二", "三", "四"):
        side.text(text)

    oldest = await hall.get_updates(limit=2)
    newest = await hall.get_updates(offset=-1)
    left = await hall.get_updates(offset=1)

    assert texts(oldest) == ["一", "二"]
    assert texts(newest) == ["四"]
    assert texts(left) == ["四"]


async def test_the_same_offset_asked_in_haste_brings_one_update_only(hall, side):
    for text in ("一", "二"):
        side.text(text)

    await hall.get_updates(offset=1)
    hasty = await hall.get_updates(offset=1)

    assert texts(hasty) == ["一"]


async def test_a_long_poll_wakes_at_the_first_update(hall, side):
    poll = asyncio.create_task(hall.get_updates(timeout=20))
    await asyncio.sleep(0.05)

    side.text("来了")

    assert texts(await asyncio.wait_for(poll, 2)) == ["来了"]


async def test_a_quick_second_poll_of_the_same_offset_waits_for_something_new(hall, side):
    await hall.get_updates(offset=7)
    poll = asyncio.create_task(hall.get_updates(offset=7))
    await asyncio.sleep(0.1)
    waited = not poll.done()

    side.text("来了")

    assert (waited, texts(await poll)) == (True, ["来了"])


async def test_the_older_of_two_polls_loses(hall, side):
    older = asyncio.create_task(hall.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    younger = asyncio.create_task(hall.get_updates(timeout=20))

    with pytest.raises(TelegramConflictError) as caught:
        await older
    side.text("给新的")

    assert caught.value.message == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    assert texts(await younger) == ["给新的"]


async def test_a_webhook_forbids_polling(staff):
    await staff.set_webhook("http://127.0.0.1:9/hook")

    with pytest.raises(Conflict) as caught:
        await staff.get_updates()
    await staff.delete_webhook()

    assert caught.value.message == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert await staff.get_updates() == ()


async def test_setting_a_webhook_ends_a_running_poll(hall):
    poll = asyncio.create_task(hall.get_updates(timeout=20))
    await asyncio.sleep(0.05)

    await hall.set_webhook("http://127.0.0.1:9/hook")

    with pytest.raises(TelegramConflictError) as caught:
        await poll
    assert caught.value.message == "Conflict: terminated by setWebhook request"


async def test_each_bot_has_its_own_queue(hall, staff, sandbox, side):
    other = sandbox.side(side.person_id, "staff_bot")

    side.text("给居民机器人")
    other.start("CODE")

    assert texts(await hall.get_updates()) == ["给居民机器人"]
    assert texts(await staff.get_updates()) == ["/start CODE"]


async def test_allowed_updates_are_remembered(hall, side):
    await hall.get_updates(offset=1, allowed_updates=["callback_query"], timeout=0)

    side.text("没人听")
    await hall.get_updates(offset=-1, allowed_updates=[], limit=1)
    side.text("听到了")

    assert texts(await hall.get_updates(offset=2)) == ["听到了"]
