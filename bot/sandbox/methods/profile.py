"""The bot itself: getMe, name, descriptions, default rights, leaving the server."""

from bot.sandbox.call import Call
from bot.sandbox.wire import Json, bad_request


def get_me(call: Call) -> Json:
    return call.bot.me()


def leave_server(_call: Call) -> bool:
    return True


def set_my_name(call: Call) -> bool:
    _set(call, call.bot.names, "name", call.limits.bot_name)
    return True


def get_my_name(call: Call) -> Json:
    return {"name": call.bot.names.get(_language(call)) or call.bot.account.name}


def set_my_description(call: Call) -> bool:
    _set(call, call.bot.descriptions, "description", call.limits.bot_description)
    return True


def get_my_description(call: Call) -> Json:
    return {"description": _get(call, call.bot.descriptions)}


def set_my_short_description(call: Call) -> bool:
    limit = call.limits.bot_short_description
    _set(call, call.bot.short_descriptions, "short_description", limit)
    return True


def get_my_short_description(call: Call) -> Json:
    return {"short_description": _get(call, call.bot.short_descriptions)}


def set_my_default_administrator_rights(call: Call) -> bool:
    call.bot.rights[bool(call.params.get("for_channels"))] = call.params.get("rights") or {}
    return True


def _language(call: Call) -> str:
    return str(call.params.get("language_code") or "")


def _set(call: Call, where: dict[str, str], name: str, limit: int) -> None:
    text = call.text(name)
    if len(text) > limit:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    where[_language(call)] = text


def _get(call: Call, where: dict[str, str]) -> str:
    return where.get(_language(call)) or where.get("", "")


METHODS = {
    "getMe": get_me,
    "logOut": leave_server,
    "close": leave_server,
    "setMyName": set_my_name,
    "getMyName": get_my_name,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
    "setMyDefaultAdministratorRights": set_my_default_administrator_rights,
}
