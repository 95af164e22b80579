"""The command list by scope and language, and the menu button."""

import re

from bot.sandbox.call import Call
from bot.sandbox.wire import Json, bad_request

NAME = re.compile(r"[a-z0-9_]+")
WITH_CHAT = frozenset({"chat", "chat_administrators", "chat_member"})


def set_my_commands(call: Call) -> bool:
    commands: list[Json] = call.params["commands"]
    if len(commands) > call.limits.commands:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = []
    for command in commands:
        name = str(command["command"]).removeprefix("/")
        description = str(command["description"])
        if not NAME.fullmatch(name) or len(name) > call.limits.command_name:
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= call.limits.command_description:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name, "description": description})
    call.bot.commands[_key(call)] = kept
    call.world.events.emit("commands", {"commands": kept}, bot=call.bot.username)
    return True


def get_my_commands(call: Call) -> list[Json]:
    return call.bot.commands.get(_key(call), [])


def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop(_key(call), None)
    call.world.events.emit("commands", {"commands": []}, bot=call.bot.username)
    return True


def set_chat_menu_button(call: Call) -> bool:
    person = call.params.get("chat_id")
    button = call.params.get("menu_button") or {"type": "default"}
    call.bot.menu_buttons[None if person is None else int(person)] = button
    call.world.events.emit(
        "commands", {"menu_button": button}, person=person, bot=call.bot.username
    )
    return True


def get_chat_menu_button(call: Call) -> Json:
    person = call.params.get("chat_id")
    return call.bot.menu_button_for(0 if person is None else int(person))


def _key(call: Call) -> tuple[str, str]:
    scope = call.params.get("scope") or {"type": "default"}
    kind = str(scope.get("type") or "default")
    language = str(call.params.get("language_code") or "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("LANG_CODE_INVALID")
    if kind not in WITH_CHAT:
        return kind, language
    chat = call.world.chat_for(call.bot, scope.get("chat_id"))
    suffix = f":{scope['user_id']}" if kind == "chat_member" else ""
    return f"{kind}:{chat.id}{suffix}", language


METHODS = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
