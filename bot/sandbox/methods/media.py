"""Photos, voice, documents, audio, video, animations; albums; places and contacts."""

import secrets

from bot.sandbox.call import Call
from bot.sandbox.files import Upload
from bot.sandbox.wire import Json, bad_request

SHOWN = {
    "voice": ("duration",),
    "audio": ("duration", "performer", "title"),
    "video": ("width", "height", "duration"),
    "animation": ("width", "height", "duration"),
    "document": (),
}
USUAL = {"voice": "audio/ogg"}
"""What Telegram makes of a kind, whatever type the upload declared."""
NUMBERS = frozenset({"duration", "width", "height"})
LONELY = frozenset({"document", "audio"})
"""Kinds that make an album only among themselves."""


def send_photo(call: Call) -> Json:
    return _send(call, "photo")


def send_voice(call: Call) -> Json:
    return _send(call, "voice")


def send_document(call: Call) -> Json:
    return _send(call, "document")


def send_audio(call: Call) -> Json:
    return _send(call, "audio")


def send_video(call: Call) -> Json:
    return _send(call, "video")


def send_animation(call: Call) -> Json:
    return _send(call, "animation")


def send_media_group(call: Call) -> list[Json]:
    items: list[Json] = call.params["media"]
    fewest, most = call.limits.media_group
    if not fewest <= len(items) <= most:
        raise bad_request("there must be from 2 to 10 media in an album")
    kinds = {str(item.get("type")) for item in items}
    if len(kinds) > 1 and kinds & LONELY:
        raise bad_request(f"{min(kinds & LONELY)} can't be mixed with other media types")
    contents = [item_content(call, item) for item in items]
    chat = call.writable_chat()
    group = str(secrets.randbits(48))
    return [call.post(chat, {"media_group_id": group, **content}) for content in contents]


def send_location(call: Call) -> Json:
    return call.post(call.writable_chat(), {"location": _place(call)})


def send_venue(call: Call) -> Json:
    venue: Json = {
        "location": _place(call),
        "title": call.text("title"),
        "address": call.text("address"),
    }
    return call.post(call.writable_chat(), {"venue": venue, "location": venue["location"]})


def send_contact(call: Call) -> Json:
    contact: Json = {
        "phone_number": call.text("phone_number"),
        "first_name": call.text("first_name"),
    }
    if not contact["phone_number"]:
        raise bad_request("phone number is empty")
    if call.text("last_name"):
        contact["last_name"] = call.text("last_name")
    return call.post(call.writable_chat(), {"contact": contact})


def item_content(call: Call, item: Json) -> Json:
    """One item of an album, or the new medium of an edit."""
    kind = str(item.get("type"))
    if kind not in SHOWN and kind != "photo":
        raise bad_request(f"media type {kind} is not supported")
    upload = call.attached(item["media"], field="media")
    medium = _medium(call, kind, upload=upload, value=item["media"], source=item)
    return {**medium, **call.caption(item)}


def _send(call: Call, kind: str) -> Json:
    upload = call.upload(kind)
    medium = _medium(call, kind, upload=upload, value=call.params.get(kind), source=call.params)
    return call.post(call.writable_chat(), {**medium, **call.caption()})


def _medium(call: Call, kind: str, *, upload: Upload | None, value: object, source: Json) -> Json:
    files = call.world.files
    if upload is None:
        if not value:
            raise bad_request(f"there is no {kind} in the request")
        stored = files.owned(str(value), bot_id=call.bot.id)
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return {kind: files.photo_sizes(stored) if kind == "photo" else stored.wire}
    if not upload.content:
        raise bad_request("file must be non-empty")
    limit = call.limits.photo_bytes if kind == "photo" else call.limits.upload_bytes
    if len(upload.content) > limit:
        raise bad_request("file is too big") if kind != "photo" else bad_request("PHOTO_TOO_BIG")
    if kind == "photo":
        return {"photo": files.add_photo(bot_id=call.bot.id, content=upload.content)}
    extra: Json = {}
    for name in SHOWN[kind]:
        given = source.get(name)
        if name in NUMBERS:
            extra[name] = int(given or 0)
        elif given:
            extra[name] = str(given)
    if kind != "voice":
        extra["file_name"] = upload.name
    extra["mime_type"] = USUAL.get(kind, upload.mime_type)
    return {kind: files.add(bot_id=call.bot.id, kind=kind, upload=upload, extra=extra).wire}


def _place(call: Call) -> Json:
    latitude, longitude = float(call.params["latitude"]), float(call.params["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004
        raise bad_request("wrong location coordinates specified")
    return {"latitude": latitude, "longitude": longitude}


METHODS = {
    "sendPhoto": send_photo,
    "sendVoice": send_voice,
    "sendDocument": send_document,
    "sendAudio": send_audio,
    "sendVideo": send_video,
    "sendAnimation": send_animation,
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
}
