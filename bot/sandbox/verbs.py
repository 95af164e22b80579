"""The verbs of a person over HTTP: /sim/people/{id}/chats/{bot}/{verb}."""

from collections.abc import Callable

from bot.sandbox.files import Upload
from bot.sandbox.side import Side
from bot.sandbox.wire import Json
from bot.sandbox.world import Unfit


def need(row: Json, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value:
        raise Unfit(f"{name} is missing")
    return value


def whole(row: Json, name: str, *, default: int | None = None) -> int:
    value = row.get(name, default)
    try:
        return int(str(value))
    except ValueError:
        raise Unfit(f"{name} must be a whole number") from None


def _start(side: Side, params: Json, _file: Upload | None) -> Json:
    return {"message_id": side.start(str(params.get("payload") or ""))}


def _text(side: Side, params: Json, _file: Upload | None) -> Json:
    number = side.text(
        need(params, "text"),
        entities=params.get("entities"),
        reply_to_message_id=params.get("reply_to_message_id"),
    )
    return {"message_id": number}


def _tap(side: Side, params: Json, _file: Upload | None) -> Json:
    names = ("message_id", "data", "text", "row", "col")
    return side.tap(**{name: params.get(name) for name in names})


def _press(side: Side, params: Json, _file: Upload | None) -> Json:
    return {"message_id": side.press(need(params, "text"))}


def _photo(side: Side, params: Json, file: Upload | None) -> Json:
    content = None if file is None else file.content
    return {"message_id": side.photo(content, caption=str(params.get("caption") or ""))}


def _voice(side: Side, params: Json, file: Upload | None) -> Json:
    seconds = whole(params, "duration", default=3)
    if file is None:
        return {"message_id": side.voice(seconds=seconds)}
    return {"message_id": side.voice(file.content, seconds=seconds, mime_type=file.mime_type)}


def _document(side: Side, params: Json, file: Upload | None) -> Json:
    upload = file or Upload(name="note.txt", mime_type="text/plain", content=b"sample\n")
    return {"message_id": side.document(upload, caption=str(params.get("caption") or ""))}


def _location(side: Side, params: Json, _file: Upload | None) -> Json:
    if "latitude" not in params:
        return {"message_id": side.location()}
    return {"message_id": side.location(float(params["latitude"]), float(params["longitude"]))}


def _contact(side: Side, params: Json, _file: Upload | None) -> Json:
    number = side.contact(params.get("phone_number"), first_name=params.get("first_name"))
    return {"message_id": number}


def _forward(side: Side, params: Json, _file: Upload | None) -> Json:
    return {"message_id": side.forward(need(params, "text"), str(params.get("from_name") or "?"))}


def _edit(side: Side, params: Json, _file: Upload | None) -> Json:
    return {"message_id": side.edit(whole(params, "message_id"), need(params, "text"))}


def _block(side: Side, _params: Json, _file: Upload | None) -> Json:
    side.block()
    return {}


def _unblock(side: Side, _params: Json, _file: Upload | None) -> Json:
    side.unblock()
    return {}


def _poll_vote(side: Side, params: Json, _file: Upload | None) -> Json:
    options = params.get("option_ids")
    if not isinstance(options, list):
        raise Unfit("option_ids is missing")
    side.poll_vote(whole(params, "message_id"), [int(option) for option in options])
    return {}


def _pay(side: Side, params: Json, _file: Upload | None) -> Json:
    return {"query_id": side.pay(whole(params, "message_id"))}


def _web_app(side: Side, params: Json, _file: Upload | None) -> Json:
    return {"url": side.open_app(need(params, "url"))}


def _web_app_data(side: Side, params: Json, _file: Upload | None) -> Json:
    return {"message_id": side.send_app_data(need(params, "text"), need(params, "data"))}


VERBS: dict[str, Callable[[Side, Json, Upload | None], Json]] = {
    "start": _start,
    "text": _text,
    "tap": _tap,
    "press": _press,
    "photo": _photo,
    "voice": _voice,
    "document": _document,
    "location": _location,
    "contact": _contact,
    "forward": _forward,
    "edit": _edit,
    "block": _block,
    "unblock": _unblock,
    "poll_vote": _poll_vote,
    "pay": _pay,
    "web_app": _web_app,
    "web_app_data": _web_app_data,
}
