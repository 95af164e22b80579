"""Something that was drawn once and may be sent to many: packed, and tagged with its content."""

import gzip
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from types import MappingProxyType

from multidict import CIMultiDict

from council.kernel.values import value
from web.headers import completed

#: Shorter bodies are not worth packing.
_SHORT = 200
#: Public, and asked for anew each time: what was sent is sent again only when it has changed.
NO_CACHE: Mapping[str, str] = MappingProxyType({"Cache-Control": "no-cache"})
#: By what the forms of an answer differ that speaks the reader's language.
SPOKEN = "Accept-Language, Accept-Encoding"
NOTHING_ELSE: Mapping[str, str] = MappingProxyType({})


@value
class Form:
    """One form of a drawn answer: its body, its headers, and its head as it goes over the wire.

    The head is the status line and the headers, each with the end of its line; what differs from
    answer to answer (the date) and the empty line follow.
    """

    body: bytes
    headers: CIMultiDict[str]
    head: bytes

    @property
    def size(self) -> int:
        """How many bytes it takes to keep it."""
        return len(self.head) + len(self.body)


@value
class Drawn:
    """A drawn answer, as it is and packed (None where packing gains nothing).

    ``etag`` is its entity tag. The headers of each form are complete, written once for all readers.
    """

    status: int
    etag: str
    plain: Form
    packed: Form | None

    @property
    def size(self) -> int:
        """How many bytes it takes to keep it."""
        return self.plain.size + (self.packed.size if self.packed else 0)


def drawn(
    text: str | bytes,
    media_type: str,
    *,
    headers: Mapping[str, str] = NO_CACHE,
    status: int = 200,
    vary: str = "Accept-Encoding",
) -> Drawn:
    """Pack a drawn text (UTF-8); what no encoding can say becomes a question mark."""
    body = text.encode(errors="replace") if isinstance(text, str) else text
    packed = gzip.compress(body, compresslevel=5, mtime=0) if len(body) > _SHORT else b""
    return _drawn(
        body,
        packed if len(packed) < len(body) else b"",
        etag=f'W/"{sha256(body).hexdigest()[:20]}"',
        status=status,
        headers={**headers, "Content-Type": f"{media_type}; charset=utf-8", "Vary": vary},
    )


def page(
    html: str, *, locale: str, status: int = 200, headers: Mapping[str, str] = NOTHING_ELSE
) -> Drawn:
    """Pack a drawn page; ``headers`` are those that no other page has."""
    return drawn(
        html,
        "text/html",
        headers={**NO_CACHE, **headers, "Content-Language": locale.replace("_", "-")},
        status=status,
        vary=SPOKEN,
    )


def picture(content: bytes, media_type: str, *, etag: str, headers: Mapping[str, str]) -> Drawn:
    """Take a picture, which is packed already."""
    headers = {**headers, "Content-Type": media_type}
    return _drawn(content, b"", etag=f'"{etag}"', status=200, headers=headers)


def document(content: bytes, media_type: str, *, headers: Mapping[str, str]) -> Drawn:
    """Take a file that is packed already."""
    return _drawn(
        content,
        b"",
        etag=f'"{sha256(content).hexdigest()[:20]}"',
        status=200,
        headers={**headers, "Content-Type": media_type, "Vary": SPOKEN},
    )


def _drawn(
    body: bytes, packed: bytes, *, etag: str, status: int, headers: Mapping[str, str]
) -> Drawn:
    complete = completed({**headers, "ETag": etag})
    return Drawn(
        status=status,
        etag=etag,
        plain=_form(body, status, complete),
        packed=_form(packed, status, complete | {"Content-Encoding": "gzip"}) if packed else None,
    )


def _form(body: bytes, status: int, headers: Mapping[str, str]) -> Form:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {text}" for name, text in headers.items()]
    lines += [f"Content-Length: {len(body)}", ""]
    assert not any("\r" in line or "\n" in line for line in lines), lines
    return Form(body=body, headers=CIMultiDict(headers), head="\r\n".join(lines).encode("ascii"))
