"""Telegram's own polls (choose, not rank)."""

import secrets

from bot.sandbox.call import Call
from bot.sandbox.wire import Json, bad_request


def send_poll(call: Call) -> Json:
    question = call.text("question")
    if not 1 <= len(question) <= call.limits.poll_question:
        raise bad_request(
            "poll question must be non-empty" if not question else "poll question is too long"
        )
    options = [
        {
            "persistent_id": secrets.token_hex(4),
            "text": option if isinstance(option, str) else str(option["text"]),
            "voter_count": 0,
        }
        for option in call.params["options"]
    ]
    if not 1 <= len(options) <= call.limits.poll_options:
        raise bad_request(
            "poll must have at least 1 option" if not options else "poll has too many options"
        )
    for option in options:
        if not 1 <= len(str(option["text"])) <= call.limits.poll_option:
            raise bad_request("poll options length must not exceed 100")
    chat = call.writable_chat()
    anonymous = call.params.get("is_anonymous")
    poll: Json = {
        "id": str(secrets.randbits(62)),
        "question": question,
        "options": options,
        "total_voter_count": 0,
        "is_closed": bool(call.params.get("is_closed")),
        "is_anonymous": True if anonymous is None else anonymous,
        "type": str(call.params.get("type") or "regular"),
        "allows_multiple_answers": bool(call.params.get("allows_multiple_answers")),
        "allows_revoting": True,
        "members_only": False,
    }
    message = call.post(chat, {"poll": poll})
    call.world.polls[poll["id"]] = poll
    call.world.poll_homes[poll["id"]] = (call.bot, chat, message["message_id"])
    call.world.poll_votes[poll["id"]] = {}
    return message


def stop_poll(call: Call) -> Json:
    chat = call.chat()
    message = chat.messages.get(int(call.params["message_id"]))
    if message is None or "poll" not in message:
        raise bad_request("message with poll to stop not found")
    if message["from"]["id"] != call.bot.id:
        raise bad_request("poll can't be stopped")
    if message["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    poll: Json = {**message["poll"], "is_closed": True}
    call.world.polls[poll["id"]] = poll
    edited = {**message, "poll": poll}
    edited.pop("reply_markup", None)
    markup = call.inline_markup()
    if markup is not None:
        edited["reply_markup"] = markup
    chat.messages[message["message_id"]] = edited
    call.world.show(call.bot, chat, "edit", edited)
    return poll


METHODS = {"sendPoll": send_poll, "stopPoll": stop_poll}
