"""Text messages and what can be done to any message: copy, forward, delete, pin, react."""

from bot.sandbox.accounts import Bot
from bot.sandbox.call import Call
from bot.sandbox.chats import Chat
from bot.sandbox.wire import Json, bad_request

DELETE_WITHIN = 48 * 3600
ENVELOPE = frozenset(
    {
        "message_id",
        "from",
        "chat",
        "date",
        "edit_date",
        "reply_markup",
        "reply_to_message",
        "has_protected_content",
        "forward_origin",
        "media_group_id",
        "message_thread_id",
        "is_topic_message",
        "effect_id",
    }
)
"""Fields of a message that are not its content."""


def send_message(call: Call) -> Json:
    content = call.message_text()
    preview = call.params.get("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    return call.post(call.writable_chat(), content)


def copy_message(call: Call) -> Json:
    original = _original(call, int(call.params["message_id"]), "message to copy not found")
    sent = call.post(call.writable_chat(), _copied(call, original))
    return {"message_id": sent["message_id"]}


def copy_messages(call: Call) -> list[Json]:
    chat = call.writable_chat()
    originals = [_original(call, int(number), None) for number in call.params["message_ids"]]
    sent = [call.post(chat, content_of(original)) for original in originals if original]
    return [{"message_id": message["message_id"]} for message in sent]


def forward_message(call: Call) -> Json:
    original = _original(call, int(call.params["message_id"]), "message to forward not found")
    return call.post(call.writable_chat(), _forwarded(original))


def forward_messages(call: Call) -> list[Json]:
    chat = call.writable_chat()
    originals = [_original(call, int(number), None) for number in call.params["message_ids"]]
    sent = [call.post(chat, _forwarded(original)) for original in originals if original]
    return [{"message_id": message["message_id"]} for message in sent]


def delete_message(call: Call) -> bool:
    chat = call.chat()
    message = chat.messages.get(int(call.params["message_id"]))
    if message is None:
        raise bad_request("message to delete not found")
    _refuse_late_deletion(call, message)
    _remove(call, chat, int(message["message_id"]))
    return True


def delete_messages(call: Call) -> bool:
    chat = call.chat()
    numbers = [int(number) for number in call.params["message_ids"]]
    if not 1 <= len(numbers) <= call.limits.delete_many:
        raise bad_request(
            "too many messages to delete" if numbers else "message identifiers are not specified"
        )
    known = [chat.messages[number] for number in numbers if number in chat.messages]
    for message in known:
        _refuse_late_deletion(call, message)
    for message in known:
        _remove(call, chat, int(message["message_id"]))
    return True


def pin_chat_message(call: Call) -> bool:
    chat = call.chat()
    number = int(call.params["message_id"])
    message = chat.messages.get(number)
    if message is None:
        raise bad_request("message to pin not found")
    chat.pinned_message_id = number
    call.world.show(call.bot, chat, "edit", message)
    return True


def unpin_chat_message(call: Call) -> bool:
    chat = call.chat()
    if chat.pinned_message_id is None:
        raise bad_request("message to unpin not found")
    chat.pinned_message_id = None
    chat.wake()
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    call.chat().pinned_message_id = None
    return True


def set_message_reaction(call: Call) -> bool:
    chat = call.chat()
    number = int(call.params["message_id"])
    if number not in chat.messages:
        raise bad_request("message to react not found")
    reaction = call.params.get("reaction") or []
    call.world.show(call.bot, chat, "reaction", {"message_id": number, "reaction": reaction})
    return True


def send_chat_action(call: Call) -> bool:
    chat = call.chat()
    refusal = call.world.refuse_writing(call.bot, chat)
    if refusal is not None:
        raise refusal
    call.world.type_in(call.bot, chat, str(call.params["action"]))
    return True


def content_of(message: Json) -> Json:
    """What a copy of this message carries."""
    return {key: value for key, value in message.items() if key not in ENVELOPE}


def _original(call: Call, number: int, missing: str | None) -> Json:
    """The message to copy; without a complaint to raise, an unknown one is an empty object."""
    source: Chat = call.chat("from_chat_id")
    message = source.messages.get(number)
    if message is None:
        if missing is None:
            return {}
        raise bad_request(missing)
    return message


def _copied(call: Call, original: Json) -> Json:
    content = content_of(original)
    if call.params.get("caption") is not None and "text" not in content:
        for name in ("caption", "caption_entities"):
            content.pop(name, None)
        content.update(call.caption())
    return content


def _forwarded(original: Json) -> Json:
    origin = original.get("forward_origin") or {
        "type": "user",
        "sender_user": original["from"],
        "date": original["date"],
    }
    return {"forward_origin": origin, **content_of(original)}


def _refuse_late_deletion(call: Call, message: Json) -> None:
    if message["date"] <= call.world.clock.now() - DELETE_WITHIN:
        raise bad_request("message can't be deleted for everyone")


def _remove(call: Call, chat: Chat, number: int) -> None:
    bot: Bot = call.bot
    del chat.messages[number]
    if chat.pinned_message_id == number:
        chat.pinned_message_id = None
    call.world.show(bot, chat, "delete", {"message_id": number})


METHODS = {
    "sendMessage": send_message,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "setMessageReaction": set_message_reaction,
    "sendChatAction": send_chat_action,
}
