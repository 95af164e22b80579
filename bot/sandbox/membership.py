"""Coming into a group and leaving it."""

from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.wire import Json
from bot.sandbox.world import Unfit, World


def join(world: World, chat: Chat, person_id: int) -> None:
    """Enter a group: a service message, and chat_member for the bots that ask for it."""
    person = world.person(person_id)
    chat.person_ids.add(person_id)
    chat.join_requests.discard(person_id)
    world.person_writes(chat, person_id, {"new_chat_members": [person.user()]})
    _tell(world, chat, person, old="left", new="member")


def leave(world: World, chat: Chat, person_id: int) -> None:
    """Leave a group."""
    person = world.person(person_id)
    if person_id not in chat.person_ids:
        raise Unfit(f"{person.first_name} is not in this group")
    world.person_writes(chat, person_id, {"left_chat_member": person.user()})
    chat.person_ids.discard(person_id)
    _tell(world, chat, person, old="member", new="left")


def ask_to_join(world: World, chat: Chat, person_id: int) -> None:
    """Knock at a group's door; a bot lets in or sends away."""
    chat.join_requests.add(person_id)
    payload: Json = {
        "chat": chat.wire,
        "from": world.person(person_id).user(),
        "user_chat_id": person_id,
        "date": world.clock.now(),
    }
    world.tell_bots(chat, "chat_join_request", payload)


def _tell(world: World, chat: Chat, person: Person, *, old: str, new: str) -> None:
    payload: Json = {
        "chat": chat.wire,
        "from": person.user(),
        "date": world.clock.now(),
        "old_chat_member": {"user": person.user(), "status": old},
        "new_chat_member": {"user": person.user(), "status": new},
    }
    world.tell_bots(chat, "chat_member", payload)
