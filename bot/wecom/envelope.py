"""What WeCom posts to our address: whether it is genuine, fresh and readable, and what it says."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from bot.cleaning import clean
from bot.reading import digest_of
from bot.wecom.crypto import Crypt, NotVerified
from bot.wecom.flat_xml import NoXml, read
from council.kernel.bus.inbox import Waiting
from council.kernel.values import value

CHANNEL = "wecom"
#: The largest body (bytes): the longest text has 2,048 bytes, base64 and AES make three of two.
LARGEST = 64 * 1024
#: How far (s) WeCom's clock and ours may be apart; older envelopes are taken for repeats.
SKEW = 300
#: What is kept of an event; the rest is no concern of ours.
_KEPT = ("MsgType", "Event", "EventKey", "Content", "MediaId", "TaskId", "ResponseCode")
#: The longest id of a member, as documented.
_ID = 64


class Refused(Exception):
    """It is turned away with this status; ``why`` is for the log and names no secret."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        """Say with which status and why."""
        super().__init__(why)
        self.status = status


@value
class Event:
    """One thing that a member did. ``number`` is WeCom's own of a message, else its time."""

    user: str
    number: int
    fields: dict[str, str]

    @property
    def kind(self) -> str:
        """``text``, ``image`` …; of an event its name."""
        kind = self.fields.get("MsgType", "")
        return self.fields.get("Event", "") if kind == "event" else kind

    def waiting(self) -> Waiting:
        """As a row of the inbox of either side.

        Told from every other as documented: by the number of a message, by member, time and key of
        an event. The code that updates a card is left out: a repeat might bear another.
        """
        told = {name: text for name, text in self.fields.items() if name != "ResponseCode"}
        digest = digest_of(repr([CHANNEL, self.user, self.number, sorted(told.items())]))
        return Waiting(
            update_id=digest,  # their number is a second for some, which many members share
            digest=digest,
            sender=digest_of(f"{CHANNEL}/{self.user}"),
            kind=self.kind,
            update={"user": self.user, "number": self.number, **self.fields},
        )


def event_of(waiting: Waiting) -> Event:
    """Read back what ``Event.waiting`` wrote."""
    fields: dict[str, Any] = dict(waiting.update)
    return Event(user=fields.pop("user"), number=fields.pop("number"), fields=fields)


def echoed(crypt: Crypt, query: Mapping[str, str], now: float) -> bytes:
    """Answer the console's check of our address. Raises Refused."""
    return _opened(crypt, query, query.get("echostr", ""), now)


def opened(crypt: Crypt, query: Mapping[str, str], body: bytes, corp_id: str, now: float) -> Event:
    """Open what was posted. Raises Refused."""
    if len(body) > LARGEST:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too large")
    outer = _read(body)
    said = _read(_opened(crypt, query, outer.get("Encrypt", ""), now))
    if said.get("ToUserName") != corp_id:
        raise Refused(HTTPStatus.FORBIDDEN, "for another company")
    user, number = said.get("FromUserName", ""), said.get("MsgId") or said.get("CreateTime", "")
    if not (0 < len(user) <= _ID and number.isascii() and number.isdecimal() and len(number) < 20):  # noqa: PLR2004
        raise Refused(HTTPStatus.BAD_REQUEST, "no sender or no number")
    fields = {name: str(clean(said[name])) for name in _KEPT if said.get(name)}
    # A member's id is the same in capitals and in small letters.
    return Event(user=user.lower(), number=int(number) % 2**63, fields=fields)


def _opened(crypt: Crypt, query: Mapping[str, str], encrypted: str, now: float) -> bytes:
    given = [query.get(name, "") for name in ("msg_signature", "timestamp", "nonce")]
    if not (all(given) and encrypted):
        raise Refused(HTTPStatus.BAD_REQUEST, "something is missing")
    signature, timestamp, nonce = given
    try:
        plain = crypt.read(signature, timestamp, nonce, encrypted)
    except NotVerified as error:
        raise Refused(HTTPStatus.FORBIDDEN, str(error)) from None
    # Judged after the signature, so that nobody else learns how our clock goes.
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 12):  # noqa: PLR2004
        raise Refused(HTTPStatus.BAD_REQUEST, "no time")
    if abs(int(timestamp) - now) > SKEW:
        raise Refused(HTTPStatus.FORBIDDEN, "too old, or one of the clocks is wrong")
    return plain


def _read(content: bytes) -> dict[str, str]:
    try:
        return read(content)
    except NoXml as error:
        raise Refused(HTTPStatus.BAD_REQUEST, f"no XML: {error}") from None
