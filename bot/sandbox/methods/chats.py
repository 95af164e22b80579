"""What a bot can ask about a chat and its members."""

from bot.sandbox.accounts import Bot
from bot.sandbox.call import Call
from bot.sandbox.chats import Chat
from bot.sandbox.wire import Json, bad_request

COLOUR = 5
REACTIONS = 11


def get_chat(call: Call) -> Json:
    chat = call.chat()
    if chat.is_private and not chat.started:
        raise bad_request("chat not found")
    full: Json = {
        **chat.wire,
        "accent_color_id": COLOUR,
        "max_reaction_count": REACTIONS,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.pinned_message_id is not None:
        full["pinned_message"] = chat.messages[chat.pinned_message_id]
    if chat.invite_link is not None:
        full["invite_link"] = chat.invite_link
    return full


def get_chat_member(call: Call) -> Json:
    return member(call, call.chat(), int(call.params["user_id"]))


def get_chat_member_count(call: Call) -> int:
    chat = call.chat()
    return len(chat.person_ids) + len(chat.bot_ids - chat.left_bot_ids)


def get_chat_administrators(call: Call) -> list[Json]:
    chat = call.chat()
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [_administrator(call, call.bot)]


def leave_chat(call: Call) -> bool:
    chat = call.chat()
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.left_bot_ids.add(call.bot.id)
    return True


def member(call: Call, chat: Chat, user_id: int) -> Json:
    """A ChatMember: bots administer groups, people are members or have left."""
    bot = call.world.bot_with_id(user_id)
    if bot is not None:
        return _administrator(call, bot)
    person = call.world.people.get(user_id)
    if person is None:
        raise bad_request("user not found")
    status = "member" if user_id in chat.person_ids else "left"
    return {"status": status, "user": person.user()}


def _administrator(call: Call, bot: Bot) -> Json:
    rights = (
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
        "can_pin_messages",
        "can_manage_topics",
    )
    return {
        "status": "administrator",
        "user": bot.user,
        "can_be_edited": bot is call.bot,
        "is_anonymous": False,
        **dict.fromkeys(rights, True),
    }


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
}
