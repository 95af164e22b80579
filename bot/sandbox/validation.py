"""Checks every call against two independent readings of the Bot API.

aiogram's method models know the required fields and types, python-telegram-bot's constants the
numeric limits.

Both libraries take seconds to import, so they are imported at the first call that needs them,
in a thread: the chat page does not wait for them.
"""

import asyncio
import json
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from bot.sandbox.shapes import Fits, shape_of
from bot.sandbox.wire import ApiError, Json, bad_request

MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "from_chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "user_id": "invalid user_id specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "file_id": "invalid file_id",
    "question": "poll question must be non-empty",
}
MARKUPS = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}
BUTTONS = {"inline_keyboard": "inline keyboard button", "keyboard": "keyboard button"}
TRUE = frozenset({"true", "1", "yes", "True"})
MAX_INT = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Numeric limits, read from telegram.constants."""

    text: int
    caption: int
    callback_data: int
    toast: int
    buttons: int
    buttons_per_row: int
    placeholder: int
    media_group: tuple[int, int]
    poll_question: int
    poll_option: int
    poll_options: int
    poll_explanation: int
    commands: int
    command_name: int
    command_description: int
    bot_name: int
    bot_description: int
    bot_short_description: int
    invoice_title: int
    invoice_description: int
    invoice_payload: int
    photo_bytes: int
    upload_bytes: int
    webhook_connections: int
    webhook_secret: int
    entities: int
    topic_name: int
    delete_many: int


Caster = Callable[[str, Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    fits: Fits
    validate: Callable[[Json], object]
    casters: dict[str, Caster]


class Schema:
    """The two libraries' knowledge, once loaded."""

    def __init__(self) -> None:
        self._models: Any = None
        self._wrong: type[Exception] = Exception
        self._limits: Limits | None = None
        self._markups: dict[str, _Plan] = {}
        self._plans: dict[str, _Plan | None] = {}
        self._loading = asyncio.Lock()

    @property
    def limits(self) -> Limits:
        """Known after `load`."""
        if self._limits is None:
            raise RuntimeError("the schema is not loaded yet")
        return self._limits

    @property
    def loaded(self) -> bool:
        return self._limits is not None

    async def load(self) -> None:
        """Import both libraries, once, beside the event loop."""
        async with self._loading:
            if self._limits is None:
                loaded = await asyncio.to_thread(_import)
                self._models, self._markups, self._wrong, self._limits = loaded

    def check(self, method: str, params: Json) -> Json:
        """Parameters in their types; raises 400 for what is missing or ill-typed.

        Unknown parameters pass unread, as they do at Telegram.
        """
        plan = self._plan(method)
        if plan is None:
            return params
        typed: Json = {}
        for name, value in params.items():
            caster = plan.casters.get(name)
            if caster is not None and value is not None:
                typed[name] = caster(name, value)
        markup = typed.pop("reply_markup", None)
        if markup:
            self._check_markup(markup)
        if not plan.fits(typed):
            try:
                plan.validate(typed)
            except self._wrong as error:
                raise _reworded(error) from None
        typed["reply_markup"] = markup
        return typed

    def _check_markup(self, markup: object) -> None:
        """A markup is what its telling field says, whatever else the models would make of it."""
        fields: Json = markup if isinstance(markup, dict) else {}
        kind = next((name for name in MARKUPS if name in fields), None)
        if kind is None:
            raise bad_request("object expected as reply markup")
        plan = self._markups[kind]
        if plan.fits(fields):
            return
        try:
            plan.validate(fields)
        except self._wrong as error:
            raise _reworded(error) from None

    def _plan(self, method: str) -> _Plan | None:
        if method not in self._plans:
            model = getattr(self._models, method[0].upper() + method[1:], None)
            self._plans[method] = None if model is None else _plan_of(model)
        return self._plans[method]


def _import() -> tuple[Any, dict[str, _Plan], type[Exception], Limits]:
    methods = import_module("aiogram.methods")
    kinds = import_module("aiogram.types")
    markups = {field: _plan_of(getattr(kinds, name)) for field, name in MARKUPS.items()}
    wrong: type[Exception] = import_module("pydantic").ValidationError
    return methods, markups, wrong, _limits(import_module("telegram.constants"))


def _limits(constants: Any) -> Limits:  # a module, read by name
    message, poll, invoice = constants.MessageLimit, constants.PollLimit, constants.InvoiceLimit
    command, keyboard = constants.BotCommandLimit, constants.InlineKeyboardMarkupLimit
    group, webhook = constants.MediaGroupLimit, constants.WebhookLimit
    description = constants.BotDescriptionLimit
    return Limits(
        text=int(message.MAX_TEXT_LENGTH),
        caption=int(message.CAPTION_LENGTH),
        callback_data=int(constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA),
        toast=int(constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH),
        buttons=int(keyboard.TOTAL_BUTTON_NUMBER),
        buttons_per_row=int(keyboard.BUTTONS_PER_ROW),
        placeholder=int(constants.ReplyLimit.MAX_INPUT_FIELD_PLACEHOLDER),
        media_group=(int(group.MIN_MEDIA_LENGTH), int(group.MAX_MEDIA_LENGTH)),
        poll_question=int(poll.MAX_QUESTION_LENGTH),
        poll_option=int(poll.MAX_OPTION_LENGTH),
        poll_options=int(poll.MAX_OPTION_NUMBER),
        poll_explanation=int(poll.MAX_EXPLANATION_LENGTH),
        commands=int(command.MAX_COMMAND_NUMBER),
        command_name=int(command.MAX_COMMAND),
        command_description=int(command.MAX_DESCRIPTION),
        bot_name=int(constants.BotNameLimit.MAX_NAME_LENGTH),
        bot_description=int(description.MAX_DESCRIPTION_LENGTH),
        bot_short_description=int(description.MAX_SHORT_DESCRIPTION_LENGTH),
        invoice_title=int(invoice.MAX_TITLE_LENGTH),
        invoice_description=int(invoice.MAX_DESCRIPTION_LENGTH),
        invoice_payload=int(invoice.MAX_PAYLOAD_LENGTH),
        photo_bytes=int(constants.FileSizeLimit.PHOTOSIZE_UPLOAD),
        upload_bytes=int(constants.FileSizeLimit.FILESIZE_UPLOAD),
        webhook_connections=int(webhook.MAX_CONNECTIONS_LIMIT),
        webhook_secret=int(webhook.MAX_SECRET_TOKEN_LENGTH),
        entities=int(message.MESSAGE_ENTITIES),
        topic_name=int(constants.ForumTopicLimit.MAX_NAME_LENGTH),
        delete_many=int(constants.BulkRequestLimit.MAX_LIMIT),
    )


def _plan_of(model: Any) -> _Plan:  # a pydantic model class of aiogram
    casters = {name: _caster(field.annotation) for name, field in model.model_fields.items()}
    return _Plan(fits=shape_of(model), validate=model.model_validate, casters=casters)


def _caster(annotation: object) -> Caster:
    kinds = {kind for kind in _members(annotation) if kind is not types.NoneType}
    if str in kinds:
        return _text if int not in kinds else _as_given
    if int in kinds:
        return _integer
    if bool in kinds:
        return _truth
    if float in kinds:
        return _number
    return _json


def _members(annotation: object) -> list[object]:
    origin = typing.get_origin(annotation)
    if origin in {typing.Union, types.UnionType}:
        return [kind for part in typing.get_args(annotation) for kind in _members(part)]
    return [annotation]


def _as_given(_name: str, value: object) -> object:
    return value


def _text(_name: str, value: object) -> object:
    if isinstance(value, (dict, list)):
        return json.dumps(value)
    text = str(value)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
    return text


def _integer(name: str, value: object) -> int:
    try:
        number = int(str(value))
    except ValueError:
        raise bad_request(MISSING.get(name, f"can't parse {name}: integer expected")) from None
    if abs(number) >= MAX_INT:
        raise bad_request(f"can't parse {name}: integer out of range")
    return number


def _number(name: str, value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        raise bad_request(f"can't parse {name}: number expected") from None


def _truth(_name: str, value: object) -> bool:
    return value if isinstance(value, bool) else str(value) in TRUE


def _json(name: str, value: object) -> object:
    if isinstance(value, str):
        try:
            value = json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
    if (
        name == "reply_markup"
        and isinstance(value, dict)
        and isinstance(value.get("keyboard"), list)
    ):
        rows = value["keyboard"]
        return {**value, "keyboard": [_widened(row) for row in rows]}
    return value


def _widened(row: object) -> object:
    """Telegram takes a plain string for a button of a reply keyboard; the models do not."""
    if not isinstance(row, list):
        return row
    return [{"text": button} if isinstance(button, str) else button for button in row]


def _reworded(error: Any) -> ApiError:  # pydantic's ValidationError
    first = error.errors(include_url=False, include_input=False)[0]
    place = [str(part) for part in first["loc"]]
    name = place[0] if place else ""
    if first["type"] == "missing" and len(place) == 1:
        return bad_request(MISSING.get(name, f"there is no {name} in the request"))
    if name in BUTTONS:
        return bad_request(f"can't parse {BUTTONS[name]}: {_complaint(first, place)}")
    return bad_request(f"can't parse {name}: {_complaint(first, place)}")


def _complaint(first: Json, place: list[str]) -> str:
    if first["type"] == "missing":
        return f'Can\'t find field "{place[-1]}"'
    return f'Field "{place[-1]}": {first["msg"]}'
