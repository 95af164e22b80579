"""Reading an update at the door: of whatever came, only what our bots use, in the shapes they use.

A Bot API server may be of another make or age: parts that we never look at cannot do harm, since
they go no further; content in a shape that we do not know is as if it were not there. What cannot
be answered at all (nobody sent it, no number) is ``Malformed``.
"""

import hashlib
import json
from typing import Annotated, Any, NotRequired

from pydantic import Field, OnErrorOmit, StringConstraints, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from bot.cleaning import clean, edited_as_message
from bot.polling import ALLOWED, Update
from council.kernel.bus.inbox import Waiting

#: Numbers that fit a row (64 bits), and accounts and chats (the Bot API: at most 52 bits).
MOST, MOST_ID = 2**63 - 1, 2**52
#: How much of an update that cannot be answered is kept.
SHOWN = 10_000

_Number = Annotated[int, Field(strict=True, ge=0, le=MOST)]
_Int32 = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]
_Date = Annotated[int, Field(strict=True, ge=0, le=2**32)]
_Account = Annotated[int, Field(strict=True, gt=0, le=MOST_ID)]
_Chat = Annotated[int, Field(strict=True, ge=-MOST_ID, le=MOST_ID)]
_Text = Annotated[str, Field(strict=True)]
_Word = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=1_024)]
_Flag = Annotated[bool, Field(strict=True)]


class _User(TypedDict):
    id: _Account
    is_bot: NotRequired[OnErrorOmit[_Flag]]
    language_code: NotRequired[OnErrorOmit[_Word]]


class _Place(TypedDict):
    id: _Chat
    type: _Word


class _Entity(TypedDict):
    type: _Word
    offset: _Int32
    length: _Int32


class _File(TypedDict):
    """What files have in common; a size of another shape than ours is no size."""

    file_id: _Word
    file_unique_id: _Word
    file_size: NotRequired[OnErrorOmit[_Number]]
    file_name: NotRequired[OnErrorOmit[_Text]]
    mime_type: NotRequired[OnErrorOmit[_Text]]


class _Timed(_File):
    duration: _Int32


class _Picture(_File):
    width: _Int32
    height: _Int32


class _Video(_Timed):
    width: _Int32
    height: _Int32


class _Round(_Timed):
    length: _Int32


_Message = TypedDict(
    "_Message",
    {
        "message_id": _Number,
        "date": NotRequired[OnErrorOmit[_Date]],
        "edit_date": NotRequired[OnErrorOmit[_Date]],
        "chat": _Place,
        "from": NotRequired[_User],
        "is_automatic_forward": NotRequired[OnErrorOmit[_Flag]],
        "text": NotRequired[OnErrorOmit[_Text]],
        "entities": NotRequired[OnErrorOmit[list[OnErrorOmit[_Entity]]]],
        "caption": NotRequired[OnErrorOmit[_Text]],
        "photo": NotRequired[OnErrorOmit[list[OnErrorOmit[_Picture]]]],
        "voice": NotRequired[OnErrorOmit[_Timed]],
        "audio": NotRequired[OnErrorOmit[_Timed]],
        "document": NotRequired[OnErrorOmit[_File]],
        "video": NotRequired[OnErrorOmit[_Video]],
        "video_note": NotRequired[OnErrorOmit[_Round]],
    },
)


class _Pressed(TypedDict):
    """The message under a pressed button: where it stands, and whether it is a text."""

    message_id: _Number
    date: NotRequired[OnErrorOmit[_Date]]
    chat: _Place
    text: NotRequired[OnErrorOmit[_Text]]


_Press = TypedDict(
    "_Press",
    {
        "id": _Word,
        "from": _User,
        "data": NotRequired[OnErrorOmit[_Text]],
        "message": NotRequired[OnErrorOmit[_Pressed]],
    },
)


class _Status(TypedDict):
    status: _Word


_Membership = TypedDict("_Membership", {"chat": _Place, "from": _User, "new_chat_member": _Status})

_SHAPES: dict[str, TypeAdapter[Any]] = {
    "message": TypeAdapter(_Message),
    "callback_query": TypeAdapter(_Press),
    "my_chat_member": TypeAdapter(_Membership),
}
_NUMBER: TypeAdapter[int] = TypeAdapter(_Number)
_ACCOUNT: TypeAdapter[int] = TypeAdapter(_Account)

_sorted = json.JSONEncoder(sort_keys=True).encode

#: Signs that somebody else wrote it, by this API and by older ones.
_FORWARDED = ("forward_origin", "forward_date", "forward_from", "forward_sender_name")
_HIDDEN = {"type": "hidden_user", "date": 1, "sender_user_name": "?"}
#: A group or channel that posted it: which one is no concern of ours.
_SOME_CHAT = {"id": -1, "type": "channel", "title": "?"}


class Malformed(Exception):
    """An update that nothing of ours can answer; ``sender`` (0: nobody known) may be told so."""

    def __init__(self, why: str, *, update_id: int, sender: int, digest: int) -> None:
        """Say why, and what could be read all the same (``update_id`` -1: no number)."""
        super().__init__(why)
        self.update_id = update_id
        self.sender = sender
        self.digest = digest


def read(raw: Any) -> Waiting | None:
    """Read one update as it came; None for a kind that we never asked for.

    Raises Malformed.
    """
    if isinstance(raw, dict):
        raw = edited_as_message(raw)
    kind = _kind(raw)
    number = _checked(_NUMBER, raw.get("update_id") if isinstance(raw, dict) else None)
    if kind is None and number is not None:
        return None
    part = raw[kind] if kind is not None else None
    if kind is None or number is None or not isinstance(part, dict):
        why = f"no update: {'' if kind is None else kind} {'without a number' if number is None else ''}"
        raise _malformed(raw, " ".join(why.split()))
    try:
        read_part = _SHAPES[kind].validate_python(clean(part))
    except ValidationError as error:
        where = ", ".join(".".join(map(str, each["loc"])) for each in error.errors()[:5])
        raise _malformed(raw, f"{kind}: cannot be read at {where}") from None
    _complete(kind, part, read_part)
    sender = read_part["from"]["id"] if "from" in read_part else 0
    return Waiting(
        update_id=number,
        digest=_digest(kind, sender, read_part),
        sender=sender,
        kind=kind,
        update={"update_id": number, kind: read_part},
    )


def _kind(raw: Any) -> str | None:
    """The first kind that we asked for and that is there; an absent part may be given as null."""
    if not isinstance(raw, dict):
        return None
    return next((kind for kind in ALLOWED if raw.get(kind) is not None), None)


def _complete(kind: str, raw: Update, part: Update) -> None:
    """Fill in what both libraries insist on, and keep the signs that others wrote it."""
    if "from" in part:
        part["from"] = {"is_bot": False, **part["from"], "first_name": ""}
    if kind == "my_chat_member":
        return
    if kind == "callback_query":
        part["chat_instance"] = "0"
        if "message" in part:
            part["message"].setdefault("date", 0)  # of a message that can no longer be seen
        return
    part.setdefault("date", 1)
    if any(raw.get(sign) is not None for sign in _FORWARDED):
        part["forward_origin"] = _HIDDEN
    if raw.get("sender_chat") is not None:
        part["sender_chat"] = _SOME_CHAT


def _checked(shape: TypeAdapter[int], found: Any) -> int | None:
    try:
        return shape.validate_python(found)
    except ValidationError:
        return None


def _malformed(raw: Any, why: str) -> Malformed:
    number: int | None = None
    sender = 0
    if isinstance(raw, dict):
        number = _checked(_NUMBER, raw.get("update_id"))
        part = raw.get(_kind(raw) or "")
        person = part.get("from") if isinstance(part, dict) else None
        sender = _checked(_ACCOUNT, person.get("id") if isinstance(person, dict) else None) or 0
        chat = part.get("chat") if isinstance(part, dict) else None
        if isinstance(chat, dict) and chat.get("type", "private") != "private":
            sender = 0  # in a group nobody is told
    return Malformed(
        why,
        update_id=-1 if number is None else number,
        sender=sender,
        digest=digest_of(shown(raw)),
    )


def _digest(kind: str, sender: int, part: Update) -> int:
    """The digest of sender, kind and content.

    Of a pressed message only where it stands: its text is ours, and may have changed meanwhile.
    Names and languages of people do not make another update either.
    """
    content = {name: inner for name, inner in part.items() if name not in {"from", "message"}}
    if "message" in part:
        content["at"] = (part["message"]["chat"]["id"], part["message"]["message_id"])
    return digest_of(_sorted([kind, sender, content]))


def digest_of(text: str) -> int:
    """63 bits of a BLAKE2 digest; never 0, which rows of before this was kept have."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return max(int.from_bytes(digest) >> 1, 1)


def shown(raw: Any) -> str:
    """What came, as an engineer may look at it: its first 10,000 letters, as ASCII."""
    try:
        return json.dumps(raw)[:SHOWN]
    except (RecursionError, ValueError):
        return f"({type(raw).__name__} that cannot be written down)"
