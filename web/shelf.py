"""Drawn pages, kept for as long as they are exactly what would be drawn again.

A page is taken from the shelf only if nothing was committed since it was drawn and the clock still
shows the same second; so nobody ever sees a stale page, and a crowd at one page costs one drawing.
"""

import asyncio
import gzip
from hashlib import sha256

from aiohttp import web

from council.bootstrap import Hall
from council.domain.values import value
from council.reads.public.version import Version

#: Most pages kept at a time.
MOST = 256

#: The record's stamp and the second.
Stamp = tuple[str, int]


@value
class Drawn:
    """A drawn page, as it is and packed, with its entity tag."""

    body: bytes
    packed: bytes
    etag: str
    locale: str


def drawn(html: str, *, locale: str) -> Drawn:
    """Pack a drawn page."""
    body = html.encode()
    return Drawn(
        body=body,
        packed=gzip.compress(body, compresslevel=5, mtime=0),
        etag=sha256(body).hexdigest()[:20],
        locale=locale.replace("_", "-"),
    )


class Shelf:
    """The drawn pages of one web view."""

    def __init__(self, hall: Hall) -> None:
        """Watch the record of a hall."""
        self._clock = hall.clock
        self._version = Version(hall.read)
        self._stamp: Stamp = ("", 0)
        self._pages: dict[tuple[str, str], Drawn] = {}

    async def stamp(self) -> Stamp:
        """Tell the record's stamp and the second; a page belongs to the stamp before its read."""
        if self._version.quick:
            version = self._version.read()
        else:
            version = await asyncio.to_thread(self._version.read)
        return version, self._clock.now()

    def find(self, request: web.Request, stamp: Stamp) -> Drawn | None:
        """Find the page that was drawn for such a request under this very stamp."""
        if stamp != self._stamp:
            self._stamp = stamp
            self._pages.clear()
        return self._pages.get(_key(request))

    def keep(self, request: web.Request, stamp: Stamp, page: Drawn) -> None:
        """Keep a page, unless something has happened meanwhile."""
        if stamp == self._stamp and len(self._pages) < MOST:
            self._pages[_key(request)] = page

    async def close(self, _: web.Application) -> None:
        """Stop watching."""
        self._version.close()


def _key(request: web.Request) -> tuple[str, str]:
    return request.path_qs, request.headers.get("Accept-Language", "")


def send(request: web.Request, page: Drawn, *, status: int = 200) -> web.Response:
    """Send a page: packed where the browser can unpack, not at all where it has it already."""
    headers = {
        "Cache-Control": "no-cache",
        "Content-Language": page.locale,
        "ETag": f'W/"{page.etag}"',
        "Vary": "Accept-Language, Accept-Encoding",
    }
    tags = request.headers.get("If-None-Match", "")
    if status == web.HTTPOk.status_code and page.etag in tags:
        return web.Response(status=web.HTTPNotModified.status_code, headers=headers)
    body = page.body
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        body = page.packed
        headers["Content-Encoding"] = "gzip"
    return web.Response(
        body=body, content_type="text/html", charset="utf-8", status=status, headers=headers
    )
