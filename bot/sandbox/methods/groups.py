"""Doors of a group: invite links and requests to join."""

import secrets

from bot.sandbox.call import Call
from bot.sandbox.chats import Chat
from bot.sandbox.membership import join
from bot.sandbox.wire import Json, bad_request


def export_chat_invite_link(call: Call) -> str:
    chat = _group(call)
    chat.invite_link = _link()
    return chat.invite_link


def create_chat_invite_link(call: Call) -> Json:
    _group(call)
    link: Json = {
        "invite_link": _link(),
        "creator": call.bot.user,
        "creates_join_request": bool(call.params.get("creates_join_request")),
        "is_primary": False,
        "is_revoked": False,
    }
    for name in ("name", "expire_date", "member_limit"):
        if call.params.get(name):
            link[name] = call.params[name]
    return link


def approve_chat_join_request(call: Call) -> bool:
    chat, person_id = _request(call)
    join(call.world, chat, person_id)
    return True


def decline_chat_join_request(call: Call) -> bool:
    chat, person_id = _request(call)
    chat.join_requests.discard(person_id)
    chat.wake()
    return True


def _group(call: Call) -> Chat:
    chat = call.chat()
    if chat.is_private:
        raise bad_request("can't have invite link in private chats")
    return chat


def _request(call: Call) -> tuple[Chat, int]:
    chat = call.chat()
    person_id = int(call.params["user_id"])
    if person_id not in chat.join_requests:
        raise bad_request("HIDE_REQUESTER_MISSING")
    return chat, person_id


def _link() -> str:
    return f"https://t.me/+{secrets.token_urlsafe(12)}"


METHODS = {
    "exportChatInviteLink": export_chat_invite_link,
    "createChatInviteLink": create_chat_invite_link,
    "approveChatJoinRequest": approve_chat_join_request,
    "declineChatJoinRequest": decline_chat_join_request,
}
