import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.sandbox.world import Unfit


def keyboard(*labels):
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=data)] for text, data in labels]
    )  # fmt: skip


async def only(hall):
    (update,) = await hall.get_updates()
    return update


async def test_start_carries_the_payload_of_the_link(hall, sandbox, resident):
    sandbox.side(resident.id, "hall_bot").start("JOIN-7_x")

    update = await only(hall)

    assert update.message.text == "/start JOIN-7_x"
    assert update.message.entities[0].type == "bot_command"
    assert (update.message.from_user.id, update.message.chat.id) == (700, 700)


@pytest.mark.parametrize("payload", ["x" * 65, "空", "a b"])
def test_a_payload_no_link_could_carry_is_refused(sandbox, resident, payload):
    with pytest.raises(Unfit):
        sandbox.side(resident.id, "hall_bot").start(payload)


async def test_a_tap_reaches_the_bot_and_its_answer_the_person(hall, side):
    await hall.send_message(side.person_id, "提案", reply_markup=keyboard(("附议", "s:1")))
    tap = side.tap(text="附议")

    query = (await only(hall)).callback_query
    waited = side.waits_for(tap["query_id"])
    await hall.answer_callback_query(query.id, "已附议", show_alert=True)

    assert (query.data, query.message.text, query.from_user.id) == ("s:1", "提案", 700)
    assert (waited, side.waits_for(tap["query_id"])) == (True, False)
    assert side.toasts == [{"text": "已附议", "show_alert": True}]


async def test_a_second_answer_to_a_tap_is_refused(hall, side):
    await hall.send_message(side.person_id, "提案", reply_markup=keyboard(("附议", "s:1")))
    side.tap(data="s:1")
    query = (await only(hall)).callback_query
    await hall.answer_callback_query(query.id)

    with pytest.raises(TelegramBadRequest) as caught:
        await hall.answer_callback_query(query.id)

    assert caught.value.message == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


async def test_an_answer_has_at_most_200_characters_and_may_be_tried_again(hall, side):
    await hall.send_message(side.person_id, "提案", reply_markup=keyboard(("附议", "s:1")))
    side.tap(data="s:1")
    query = (await only(hall)).callback_query

    with pytest.raises(TelegramBadRequest) as caught:
        await hall.answer_callback_query(query.id, "长" * 201)
    await hall.answer_callback_query(query.id, "长" * 200)

    assert caught.value.message == "Bad Request: MESSAGE_TOO_LONG"


async def test_a_tap_takes_the_newest_message_with_such_a_button(hall, side):
    old = await hall.send_message(side.person_id, "旧", reply_markup=keyboard(("投", "v")))
    new = await hall.send_message(side.person_id, "新", reply_markup=keyboard(("投", "v")))

    newest = side.tap(text="投")
    named = side.tap(text="投", message_id=old.message_id)
    placed = side.tap(row=0, col=0)

    numbers = [tap["message_id"] for tap in (newest, named, placed)]
    assert numbers == [new.message_id, old.message_id, new.message_id]


async def test_a_button_that_is_gone_cannot_be_tapped(hall, side):
    sent = await hall.send_message(side.person_id, "旧", reply_markup=keyboard(("投", "v")))
    await hall.edit_message_reply_markup(chat_id=side.person_id, message_id=sent.message_id)

    with pytest.raises(Unfit):
        side.tap(text="投")


async def test_a_link_button_opens_without_telling_the_bot(hall, side):
    button = InlineKeyboardButton(text="看", url="http://127.0.0.1:8080/p/1")
    markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
    sent = await hall.send_message(side.person_id, "结果", reply_markup=markup)

    tap = side.tap(text="看")

    assert tap == {"message_id": sent.message_id, "url": "http://127.0.0.1:8080/p/1"}
    assert await hall.get_updates() == []


async def test_reply_buttons_send_their_text_a_contact_or_a_place(hall, side):
    markup = ReplyKeyboardMarkup(
        keyboard=[[
            KeyboardButton(text="议程"),
            KeyboardButton(text="电话", request_contact=True),
            KeyboardButton(text="位置", request_location=True),
        ]],
        one_time_keyboard=True,
    )  # fmt: skip
    for label in ("议程", "电话", "位置"):
        await hall.send_message(side.person_id, "菜单", reply_markup=markup)
        side.press(label)

    first, second, third = (update.message for update in await hall.get_updates())

    assert first.text == "议程"
    assert second.contact.user_id == 700
    assert third.location.latitude == 31.2304
    assert side.reply_keyboard is None


async def test_blocking_tells_the_bot_and_ends_its_writing(hall, side):
    side.block()

    update = await only(hall)
    with pytest.raises(TelegramForbiddenError) as caught:
        await hall.send_message(side.person_id, "x")

    change = update.my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    assert caught.value.message == "Forbidden: bot was blocked by the user"


async def test_pressing_start_lifts_the_block(hall, side):
    side.block()
    side.start()

    kinds = [update.event_type for update in await hall.get_updates()]
    sent = await hall.send_message(side.person_id, "又见面了")

    assert kinds == ["my_chat_member", "my_chat_member", "message"]
    assert sent.text == "又见面了"


def test_who_has_blocked_cannot_write(side):
    side.block()

    with pytest.raises(Unfit):
        side.text("喂")


async def test_an_edited_text_and_a_forwarded_one_arrive_as_such(hall, side):
    number = side.text("旧")
    side.edit(number, "新")
    side.forward("/second 3", "老王")

    _, edited, forwarded = await hall.get_updates()

    assert (edited.edited_message.text, edited.edited_message.message_id) == ("新", number)
    assert forwarded.message.forward_origin.sender_user_name == "老王"


async def test_waiting_for_a_change_ends_with_the_change(hall, side):
    await hall.send_message(side.person_id, "到")

    await side.until(lambda seen: seen.messages[-1]["text"] == "到", timeout=1)
    with pytest.raises(TimeoutError):
        await side.until(lambda seen: len(seen.messages) > 99, timeout=0.05)

    assert side.chat.waiters == set()


async def test_strange_texts_arrive_as_they_were_typed(hall, side):
    for text in ("\ud800 x", "a\x00\x07b", "长" * 10_000):
        side.text(text)

    arrived = [update.message.text for update in await hall.get_updates()]

    assert arrived == ["\ud800 x", "a\x00\x07b", "长" * 10_000]


async def test_only_open_polls_tell_who_voted(hall, side):
    secret = await hall.send_poll(side.person_id, "几点?", ["七点", "八点"])
    open_one = await hall.send_poll(side.person_id, "几点?", ["七点", "八点"], is_anonymous=False)

    side.poll_vote(secret.message_id, [1])
    side.poll_vote(open_one.message_id, [0])
    updates = await hall.get_updates()
    closed = await hall.stop_poll(side.person_id, secret.message_id)

    assert [update.event_type for update in updates] == ["poll", "poll_answer", "poll"]
    assert (updates[1].poll_answer.user.id, updates[1].poll_answer.option_ids) == (700, [0])
    assert [option.voter_count for option in closed.options] == [0, 1]
    assert closed.is_closed is True


async def test_stars_are_paid_after_the_bot_agreed_and_can_be_refunded(hall, side):
    invoice = await hall.send_invoice(
        side.person_id, "认筹", "电梯", "pledge:1", "XTR", [{"label": "认筹", "amount": 50}],
        provider_token="",
    )  # fmt: skip
    side.pay(invoice.message_id)
    query = (await only(hall)).pre_checkout_query

    await hall.answer_pre_checkout_query(query.id, ok=True)
    payment = side.messages[-1]["successful_payment"]
    before = await hall.get_my_star_balance()
    await hall.refund_star_payment(700, payment["telegram_payment_charge_id"])
    after = await hall.get_my_star_balance()

    assert (query.invoice_payload, payment["total_amount"]) == ("pledge:1", 50)
    assert (before.amount, after.amount) == (50, 0)
