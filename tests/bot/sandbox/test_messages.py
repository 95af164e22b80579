import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest

SECOND = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="附议", callback_data="second:1")]]
)


async def refusal(awaitable):
    """The server's words when it says no."""
    with pytest.raises((TelegramBadRequest, TelegramForbiddenError, BadRequest)) as caught:
        await awaitable
    return getattr(caught.value, "message", "")


async def test_both_libraries_accept_who_their_bot_is(hall, staff):
    mine = await hall.get_me()

    assert (mine.id, mine.is_bot, mine.username) == (1001, True, "hall_bot")
    assert (staff.id, staff.bot.is_bot, staff.username) == (1002, True, "staff_bot")


async def test_a_sent_message_is_what_the_person_sees(hall, side):
    sent = await hall.send_message(side.person_id, "<b>电梯</b> 😀 <i>a</i>", parse_mode="HTML")

    shown = side.messages[-1]
    assert shown["message_id"] == sent.message_id
    assert (shown["text"], shown["from"]["id"]) == ("电梯 😀 a", 1001)
    assert shown["entities"] == [
        {"offset": 0, "length": 2, "type": "bold"},
        {"offset": 6, "length": 1, "type": "italic"},
    ]


async def test_message_numbers_rise_within_one_chat(hall, sandbox, side):
    other = sandbox.side(sandbox.add_person("李", id=701).id, "hall_bot")
    other.start()

    first = await hall.send_message(side.person_id, "一")
    second = await hall.send_message(side.person_id, "二")
    elsewhere = await hall.send_message(701, "三")

    assert [first.message_id, second.message_id, elsewhere.message_id] == [2, 3, 2]


async def test_an_edit_answers_with_the_message_and_its_edit_date(hall, side):
    sent = await hall.send_message(side.person_id, "旧", reply_markup=SECOND)

    edited = await hall.edit_message_text(
        "新", chat_id=side.person_id, message_id=sent.message_id, reply_markup=SECOND
    )

    assert (edited.text, edited.message_id) == ("新", sent.message_id)
    assert edited.edit_date >= sent.date.timestamp()
    assert side.messages[-1]["reply_markup"]["inline_keyboard"][0][0]["text"] == "附议"


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(hall, side):
    sent = await hall.send_message(side.person_id, "旧", reply_markup=SECOND)

    await hall.edit_message_text("新", chat_id=side.person_id, message_id=sent.message_id)

    assert "reply_markup" not in side.messages[-1]


async def test_an_edit_that_changes_nothing_is_refused(hall, side):
    sent = await hall.send_message(side.person_id, "旧", reply_markup=SECOND)

    said = await refusal(
        hall.edit_message_text(
            "旧", chat_id=side.person_id, message_id=sent.message_id, reply_markup=SECOND
        )
    )

    assert said == (
        "Bad Request: message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )


async def test_an_unchanged_keyboard_is_refused_too(hall, side):
    sent = await hall.send_message(side.person_id, "旧", reply_markup=SECOND)

    said = await refusal(
        hall.edit_message_reply_markup(
            chat_id=side.person_id, message_id=sent.message_id, reply_markup=SECOND
        )
    )

    assert said.startswith("Bad Request: message is not modified")


async def test_an_edit_needs_an_own_text_message(hall, side):
    own = side.text("我的")
    photo = side.photo()

    unknown = await refusal(hall.edit_message_text("x", chat_id=side.person_id, message_id=99))
    foreign = await refusal(hall.edit_message_text("x", chat_id=side.person_id, message_id=own))
    picture = await refusal(hall.edit_message_text("x", chat_id=side.person_id, message_id=photo))

    assert unknown == "Bad Request: message to edit not found"
    assert foreign == "Bad Request: message can't be edited"
    assert picture == "Bad Request: message can't be edited"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Bad Request: message text is empty"),
        (" \n ", "Bad Request: message text is empty"),
        ("长" * 4097, "Bad Request: message is too long"),
    ],
)
async def test_empty_and_overlong_texts_are_refused(hall, side, text, said):
    assert await refusal(hall.send_message(side.person_id, text)) == said


async def test_the_longest_text_passes(hall, side):
    sent = await hall.send_message(side.person_id, "长" * 4096)

    assert len(sent.text) == 4096


async def test_callback_data_has_1_to_64_bytes(hall, side):
    def keyboard(data):
        button = InlineKeyboardButton(text="x", callback_data=data)
        return InlineKeyboardMarkup(inline_keyboard=[[button]])

    await hall.send_message(side.person_id, "x", reply_markup=keyboard("d" * 64))
    long = await refusal(hall.send_message(side.person_id, "x", reply_markup=keyboard("字" * 22)))
    empty = await refusal(hall.send_message(side.person_id, "x", reply_markup=keyboard("")))

    assert [long, empty] == ["Bad Request: BUTTON_DATA_INVALID"] * 2


async def test_a_keyboard_has_at_most_a_hundred_buttons(hall, side):
    row = [InlineKeyboardButton(text="x", callback_data="x")]
    markup = InlineKeyboardMarkup(inline_keyboard=[row] * 101)

    said = await refusal(hall.send_message(side.person_id, "x", reply_markup=markup))

    assert said == "Bad Request: REPLY_MARKUP_TOO_LONG"


async def test_a_button_without_action_is_refused(hall, side):
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x")]])

    said = await refusal(hall.send_message(side.person_id, "x", reply_markup=markup))

    assert said == (
        "Bad Request: can't parse inline keyboard button: "
        "Text buttons are unallowed in the inline keyboard"
    )


async def test_unknown_people_and_people_who_never_started_cannot_be_written_to(hall, resident):
    stranger = await refusal(hall.send_message(4711, "x"))
    silent = await refusal(hall.send_message(resident.id, "x"))

    assert stranger == "Bad Request: chat not found"
    assert silent == "Forbidden: bot can't initiate conversation with a user"


async def test_a_bot_cannot_write_to_a_bot(hall):
    said = await refusal(hall.send_message(1002, "x"))

    assert said == "Forbidden: bots can't send messages to bots"


async def test_a_deactivated_person_cannot_be_reached(hall, sandbox, side):
    sandbox.world.deactivated.add(side.person_id)

    assert (
        await refusal(hall.send_message(side.person_id, "x")) == "Forbidden: user is deactivated"
    )


async def test_the_reply_keyboard_stays_until_removed(hall, side):
    keyboard = ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text="议程"), KeyboardButton(text="我的")]],
        input_field_placeholder="写点什么",
    )

    await hall.send_message(side.person_id, "菜单", reply_markup=keyboard)
    await hall.send_message(side.person_id, "还在")
    kept = (side.reply_keyboard["keyboard"], side.chat.input_placeholder)
    await hall.send_message(side.person_id, "走", reply_markup=ReplyKeyboardRemove())

    assert kept == ([[{"text": "议程"}, {"text": "我的"}]], "写点什么")
    assert side.reply_keyboard is None


async def test_a_forced_reply_lasts_until_the_person_writes(hall, side):
    await hall.send_message(side.person_id, "多少?", reply_markup=ForceReply())
    asked = side.chat.force_reply

    side.text("十")

    assert (asked, side.chat.force_reply) == (True, False)


async def test_a_reply_carries_the_message_it_answers(hall, side):
    question = side.text("几点?")

    sent = await hall.send_message(
        side.person_id, "七点", reply_parameters=ReplyParameters(message_id=question)
    )
    said = await refusal(
        hall.send_message(side.person_id, "x", reply_parameters=ReplyParameters(message_id=99))
    )

    assert sent.reply_to_message.text == "几点?"
    assert said == "Bad Request: message to be replied not found"


async def test_messages_are_deleted_copied_and_forwarded(hall, side):
    question = side.text("问题")

    copied = await hall.copy_message(side.person_id, side.person_id, question)
    forwarded = await hall.forward_message(side.person_id, side.person_id, question)
    await hall.delete_message(side.person_id, question)
    said = await refusal(hall.delete_message(side.person_id, question))

    assert [message["message_id"] for message in side.messages] == [
        1,
        copied.message_id,
        forwarded.message_id,
    ]
    assert side.messages[1]["text"] == "问题"
    assert forwarded.forward_origin.sender_user.first_name == "张阿姨"
    assert said == "Bad Request: message to delete not found"


async def test_several_messages_are_deleted_at_once(hall, side):
    numbers = [side.text("一"), side.text("二")]

    await hall.delete_messages(side.person_id, [*numbers, 99])

    assert [message["message_id"] for message in side.messages] == [1]


async def test_pins_reactions_and_typing_reach_the_page(hall, sandbox, side):
    number = side.text("嗯")
    before = sandbox.world.events.seq

    await hall.pin_chat_message(side.person_id, number)
    await hall.set_message_reaction(side.person_id, number, [{"type": "emoji", "emoji": "👍"}])
    await hall.send_chat_action(side.person_id, "typing")

    assert side.chat.pinned_message_id == number
    assert [event["kind"] for event in sandbox.world.events.since(before)] == [
        "edit",
        "reaction",
        "chat_action",
    ]
    assert side.typing is True


async def test_a_menu_that_is_set_again_moves_nothing_in_any_chat(hall, side):
    before = side.moved

    await hall.set_my_commands([BotCommand(command="agenda", description="agenda")])
    still = side.moved
    await hall.send_message(side.person_id, "提案")

    assert (still, side.moved) == (before, before + 1)


async def test_commands_follow_scope_and_language(hall, side):
    await hall.set_my_commands([BotCommand(command="agenda", description="agenda")])
    await hall.set_my_commands(
        [BotCommand(command="agenda", description="议程")], language_code="zh"
    )

    general = await hall.get_my_commands()
    said = await refusal(hall.set_my_commands([BotCommand(command="Bad Name", description="x")]))

    assert [command.description for command in general] == ["agenda"]
    assert side.commands == [{"command": "agenda", "description": "议程"}]
    assert said == "Bad Request: BOT_COMMAND_INVALID"


async def test_the_second_library_meets_the_same_rules(staff, sandbox, resident):
    side = sandbox.side(resident.id, "staff_bot")
    side.start()

    sent = await staff.send_message(resident.id, "*粗* 体", parse_mode="MarkdownV2")
    said = await refusal(staff.edit_message_text("粗 体", resident.id, 99))
    same = await refusal(
        staff.edit_message_text("*粗* 体", resident.id, sent.message_id, parse_mode="MarkdownV2")
    )

    assert (sent.text, sent.entities[0].type) == ("粗 体", "bold")
    assert said == "Message to edit not found"
    assert same.startswith("Message is not modified")
