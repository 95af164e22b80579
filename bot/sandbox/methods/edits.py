"""Edits. An edit that changes nothing is refused, which catches needless calls."""

from bot.sandbox.call import Call
from bot.sandbox.chats import Chat
from bot.sandbox.methods.media import item_content
from bot.sandbox.wire import Json, bad_request, too_many_requests

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
KINDS = ("photo", "document", "video", "audio", "animation")


def edit_message_text(call: Call) -> Json:
    chat, message = _editable(call)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    edited = _without(message, "text", "entities", "link_preview_options")
    edited.update(call.message_text())
    if call.params.get("link_preview_options"):
        edited["link_preview_options"] = call.params["link_preview_options"]
    return _save(call, chat, message, edited)


def edit_message_caption(call: Call) -> Json:
    chat, message = _editable(call)
    if not any(kind in message for kind in (*KINDS, "voice")):
        raise bad_request("there is no caption in the message to edit")
    edited = _without(message, "caption", "caption_entities")
    edited.update(call.caption())
    return _save(call, chat, message, edited)


def edit_message_media(call: Call) -> Json:
    chat, message = _editable(call)
    edited = _without(message, "text", "entities", "caption", "caption_entities", *KINDS)
    edited.update(item_content(call, call.params["media"]))
    return _save(call, chat, message, edited)


def edit_message_reply_markup(call: Call) -> Json:
    chat, message = _editable(call)
    return _save(call, chat, message, dict(message))


def _editable(call: Call) -> tuple[Chat, Json]:
    if call.params.get("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = call.chat()
    refusal = call.world.refuse_writing(call.bot, chat)
    if refusal is not None:
        raise refusal
    if not call.params.get("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(int(call.params["message_id"]))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != call.bot.id or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


def _without(message: Json, *names: str) -> Json:
    return {key: value for key, value in message.items() if key not in names}


def _save(call: Call, chat: Chat, message: Json, edited: Json) -> Json:
    markup = call.inline_markup()
    if markup is None:
        edited.pop("reply_markup", None)
    else:
        edited["reply_markup"] = markup
    if edited == message:
        raise bad_request(NOT_MODIFIED)
    wait = call.world.rates.retry_after(bot_id=call.bot.id, chat_id=chat.id)
    if wait:
        raise too_many_requests(wait)
    edited["edit_date"] = call.world.clock.now()
    chat.messages[message["message_id"]] = edited
    call.world.show(call.bot, chat, "edit", edited)
    return edited


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
