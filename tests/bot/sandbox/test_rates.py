from collections import deque

import pytest
from aiogram.exceptions import TelegramRetryAfter

from bot.sandbox.rates import RateLimits


async def test_rates_are_off_unless_switched_on(hall, side):
    for number in range(40):
        await hall.send_message(side.person_id, f"{number}")

    assert len(side.messages) == 41


async def test_one_chat_takes_a_small_burst_and_then_one_message_a_second(hall, sandbox, side):
    sandbox.world.rates.on = True
    for text in ("一", "二", "三"):
        await hall.send_message(side.person_id, text)

    with pytest.raises(TelegramRetryAfter) as caught:
        await hall.send_message(side.person_id, "四")
    await hall.send_chat_action(side.person_id, "typing")

    assert caught.value.retry_after == 1
    assert len(side.messages) == 4


async def test_edits_count_and_answers_to_taps_do_not(hall, sandbox, side):
    markup = {"inline_keyboard": [[{"text": "投", "callback_data": "v"}]]}
    sent = await hall.send_message(side.person_id, "0", reply_markup=markup)
    taps = [side.tap(text="投")["query_id"] for _ in range(5)]
    sandbox.world.rates.on = True

    for tap in taps:
        await hall.answer_callback_query(tap)
    for text in ("一", "二", "三"):
        await hall.edit_message_text(text, chat_id=side.person_id, message_id=sent.message_id)

    with pytest.raises(TelegramRetryAfter):
        await hall.edit_message_text("四", chat_id=side.person_id, message_id=sent.message_id)


def test_thirty_a_second_over_all_chats():
    rates = RateLimits(on=True)

    waits = [rates.retry_after(bot_id=1, chat_id=chat) for chat in range(1, 41)]

    assert waits[:30] == [0] * 30
    assert waits[-1] == 1


def test_twenty_a_minute_in_a_group_counted_by_a_long_wait():
    rates = RateLimits(on=True)
    group = rates._groups.setdefault((1, -5), deque())
    rates.retry_after(bot_id=1, chat_id=-5)
    group.extend([group[0]] * 19)

    assert rates.retry_after(bot_id=1, chat_id=-5) == 60
