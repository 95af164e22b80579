"""Sending what is drawn: in the form the reader takes, and with nothing done twice."""

import time
from email.utils import formatdate
from functools import lru_cache

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.hdrs import ACCEPT_ENCODING, IF_NONE_MATCH, METH_GET
from multidict import CIMultiDictProxy
from typing_extensions import override

from web.drawn import Drawn, Form
from web.headers import HSTS, completed
from web.request_context import quality

#: Whether the public address of a web view is https.
SECURE = web.AppKey("secure", bool)
_HTTP_11 = (1, 1)


class Written(web.StreamResponse):
    """A drawn answer that goes over the wire as it was written once for all its readers.

    aiohttp copies, completes and writes the dozen headers of an answer anew for each reader, which
    takes longer than all else that a kept page needs. Only for a GET of HTTP/1.1 on a connection
    that is kept: see ``send``.
    """

    def __init__(self, form: Form, *, status: int, dated: bytes) -> None:
        """Send a form; ``dated`` are the lines that only this answer has, and the empty one."""
        super().__init__(status=status)
        self._form = form
        self._dated = dated
        self._writer: AbstractStreamWriter | None = None

    @property
    @override
    def prepared(self) -> bool:
        """Whether sending has begun."""
        return self._writer is not None

    @property
    @override
    def headers(self) -> CIMultiDictProxy[str]:  # type: ignore[override] # none can be added
        """What it says of itself, but for the date."""
        return CIMultiDictProxy(self._form.headers)

    @property
    @override
    def keep_alive(self) -> bool:
        """Whether more may be asked on the same connection."""
        return True

    @property
    @override
    def body_length(self) -> int:
        """How many bytes of body are sent."""
        return len(self._form.body)

    @override
    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter:
        """Begin."""
        self._writer = request.writer
        return self._writer

    @override
    async def write_eof(self, data: bytes = b"") -> None:
        """Send it, all at once; a reader who does not keep up is waited for."""
        assert self._writer is not None
        assert not data
        await self._writer.write_eof(b"".join((self._form.head, self._dated, self._form.body)))


def send(request: web.Request, it: Drawn) -> web.StreamResponse:
    """Send it: packed where the browser can unpack, not at all where it has it already."""
    asked = request.headers
    has = asked.get(IF_NONE_MATCH)
    if has and it.status == web.HTTPOk.status_code and _is_among(it.etag, has):
        headers = it.plain.headers.copy()
        del headers["Content-Type"]
        return web.Response(status=web.HTTPNotModified.status_code, headers=headers)
    form = it.plain
    if it.packed is not None and _takes_gzip(asked.get(ACCEPT_ENCODING, "")):
        form = it.packed
    if request.method == METH_GET and request.version == _HTTP_11 and request.keep_alive:
        dated = _dated(int(time.monotonic()), secure=request.app[SECURE])
        return Written(form, status=it.status, dated=dated)
    return web.Response(body=form.body, status=it.status, headers=form.headers.copy())


async def guard(request: web.Request, answer: web.StreamResponse) -> None:
    """Put the headers of every answer on one that aiohttp is about to write; a handler's own stand.

    A signal of the application: so also what leads to no handler is guarded. ``Written`` has them
    all and is never asked about.
    """
    for name, text in completed(answer.headers).items():
        answer.headers.setdefault(name, text)  # what stands there twice (cookies) goes on doing so
    if request.app[SECURE]:
        answer.headers.setdefault(*HSTS)


@lru_cache(2)
def _dated(_second: int, *, secure: bool) -> bytes:
    """Write the lines that end a head, anew in each second: RFC 9110 (6.6.1) asks for the date."""
    lines = [f"Date: {formatdate(usegmt=True)}", "", ""]
    if secure:
        lines.insert(0, ": ".join(HSTS))
    return "\r\n".join(lines).encode("ascii")


def _is_among(etag: str, header: str) -> bool:
    """Compare weakly, as RFC 9110 (13.1.2) asks for this header."""
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags


@lru_cache(64)
def _takes_gzip(header: str) -> bool:
    for part in header.split(","):
        name, _, weight = part.partition(";")
        if name.strip().lower() in {"gzip", "x-gzip"}:
            return quality(weight) > 0
    return False
