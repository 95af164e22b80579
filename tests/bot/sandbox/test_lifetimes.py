import pytest
from aiogram.exceptions import TelegramBadRequest

DAY = 24 * 3600


async def test_message_dates_follow_the_moved_clock(hall, sandbox, side):
    before = await hall.send_message(side.person_id, "今天")

    sandbox.set_clock(30 * DAY)
    after = await hall.send_message(side.person_id, "下月")

    assert (after.date - before.date).days == 30


async def test_a_message_waits_a_day_for_its_bot(hall, sandbox, side):
    side.text("旧")
    sandbox.set_clock(DAY - 5)
    early = await hall.get_updates(offset=1)

    sandbox.set_clock(DAY + 5)
    side.text("新")
    late = await hall.get_updates(offset=2)

    assert [update.message.text for update in early] == ["旧"]
    assert [update.message.text for update in late] == ["新"]


@pytest.mark.parametrize(("seconds", "delivered"), [(140, 1), (155, 0)])
async def test_a_tap_waits_150_seconds(hall, sandbox, side, seconds, delivered):
    markup = {"inline_keyboard": [[{"text": "投", "callback_data": "v"}]]}
    await hall.send_message(side.person_id, "票", reply_markup=markup)

    side.tap(text="投")
    sandbox.set_clock(seconds)

    assert len(await hall.get_updates()) == delivered


async def test_a_tap_cannot_be_answered_after_150_seconds(hall, sandbox, side):
    markup = {"inline_keyboard": [[{"text": "投", "callback_data": "v"}]]}
    await hall.send_message(side.person_id, "票", reply_markup=markup)
    side.tap(text="投")
    (update,) = await hall.get_updates()

    sandbox.set_clock(155)
    with pytest.raises(TelegramBadRequest) as caught:
        await hall.answer_callback_query(update.callback_query.id, "晚了")

    assert caught.value.message == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


async def test_a_message_older_than_two_days_cannot_be_deleted(hall, sandbox, side):
    sent = await hall.send_message(side.person_id, "旧")

    sandbox.set_clock(2 * DAY + 5)
    with pytest.raises(TelegramBadRequest) as caught:
        await hall.delete_message(side.person_id, sent.message_id)

    assert caught.value.message == "Bad Request: message can't be deleted for everyone"
