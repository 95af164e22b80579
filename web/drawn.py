"""Something that was drawn once and may be sent to many: packed, and tagged with its content."""

import gzip
from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from aiohttp import web

from council.domain.values import value

#: Shorter bodies are not worth packing.
_SHORT = 200
#: Public, and asked for anew each time: what was sent is sent again only when it has changed.
NO_CACHE: Mapping[str, str] = MappingProxyType({"Cache-Control": "no-cache"})


@value
class Drawn:
    """A drawn answer, as it is and packed (empty where packing gains nothing), with its entity tag."""

    body: bytes
    packed: bytes
    etag: str
    media_type: str
    status: int
    headers: Mapping[str, str]

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
    return Drawn(
        body=body,
        packed=packed if len(packed) < len(body) else b"",
        etag=f'W/"{sha256(body).hexdigest()[:20]}"',
        media_type=f"{media_type}; charset=utf-8",
        status=status,
        headers={**headers, "Vary": vary},
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
    return Drawn(
        body=content,
        packed=b"",
        etag=f'"{etag}"',
        media_type=media_type,
        status=200,
        headers=headers,
    )


def send(request: web.Request, it: Drawn) -> web.Response:
    """Send it: packed where the browser can unpack, not at all where it has it already."""
    asked = request.headers
    headers = {**it.headers, "ETag": it.etag}
    has = asked.get("If-None-Match")
    if has and it.status == web.HTTPOk.status_code and _is_among(it.etag, has):
        return web.Response(status=web.HTTPNotModified.status_code, headers=headers)
    headers["Content-Type"] = it.media_type
    body = it.body
    if it.packed and _takes_gzip(asked.get("Accept-Encoding", "")):
        body = it.packed
        headers["Content-Encoding"] = "gzip"
    return web.Response(body=body, status=it.status, headers=headers)


def _is_among(etag: str, header: str) -> bool:
    """Compare weakly, as RFC 9110 (13.1.2) asks for this header."""
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags


def _takes_gzip(header: str) -> bool:
    for part in header.split(","):
        name, _, weight = part.strip().lower().partition(";")
        if name.strip() in {"gzip", "x-gzip"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
