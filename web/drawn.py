"""Something that was drawn once and may be sent to many: packed, and tagged with its content."""

import gzip
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

from aiohttp import web
from aiohttp.hdrs import ACCEPT_ENCODING, IF_NONE_MATCH
from multidict import CIMultiDict

from council.domain.values import value
from web.headers import HEADERS

#: Shorter bodies are not worth packing.
_SHORT = 200
#: Public, and asked for anew each time: what was sent is sent again only when it has changed.
NO_CACHE: Mapping[str, str] = MappingProxyType({"Cache-Control": "no-cache"})


@value
class Drawn:
    """A drawn answer, as it is and packed (empty where packing gains nothing).

    ``etag`` is its entity tag; the headers of each form are complete, written once for all readers.
    """

    body: bytes
    packed: bytes
    etag: str
    status: int
    plain_headers: CIMultiDict[str]
    packed_headers: CIMultiDict[str]

    @property
    def size(self) -> int:
        """How many bytes it takes to keep it."""
        return len(self.body) + len(self.packed)


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


def page(html: str, *, locale: str, status: int = 200) -> Drawn:
    """Pack a drawn page."""
    return drawn(
        html,
        "text/html",
        headers={**NO_CACHE, "Content-Language": locale.replace("_", "-")},
        status=status,
        vary="Accept-Language, Accept-Encoding",
    )


def picture(content: bytes, media_type: str, *, etag: str, headers: Mapping[str, str]) -> Drawn:
    """Take a picture, which is packed already."""
    headers = {**headers, "Content-Type": media_type}
    return _drawn(content, b"", etag=f'"{etag}"', status=200, headers=headers)


def _drawn(
    body: bytes, packed: bytes, *, etag: str, status: int, headers: Mapping[str, str]
) -> Drawn:
    plain = CIMultiDict({**HEADERS, **headers, "ETag": etag})
    return Drawn(
        body=body,
        packed=packed,
        etag=etag,
        status=status,
        plain_headers=plain,
        packed_headers=CIMultiDict({**plain, "Content-Encoding": "gzip"}),
    )


def send(request: web.Request, it: Drawn) -> web.Response:
    """Send it: packed where the browser can unpack, not at all where it has it already."""
    asked = request.headers
    has = asked.get(IF_NONE_MATCH)
    if has and it.status == web.HTTPOk.status_code and _is_among(it.etag, has):
        headers = it.plain_headers.copy()
        del headers["Content-Type"]
        return web.Response(status=web.HTTPNotModified.status_code, headers=headers)
    if it.packed and _takes_gzip(asked.get(ACCEPT_ENCODING, "")):
        return web.Response(body=it.packed, status=it.status, headers=it.packed_headers.copy())
    return web.Response(body=it.body, status=it.status, headers=it.plain_headers.copy())


def _is_among(etag: str, header: str) -> bool:
    """Compare weakly, as RFC 9110 (13.1.2) asks for this header."""
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags


@lru_cache(64)
def _takes_gzip(header: str) -> bool:
    for part in header.split(","):
        name, _, weight = part.strip().lower().partition(";")
        if name.strip() in {"gzip", "x-gzip"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
