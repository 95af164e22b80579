"""The demo's clock: a button for the next day, and an address for programs."""

import json
from collections.abc import Callable
from urllib.parse import parse_qsl

from aiohttp import web

from council.demo.clock import ClockMoved, move_clock
from council.kernel.refusals import Refusal
from web.site import SITE
from web.ways import way_back

DAY = 86_400


async def next_day(request: web.Request) -> web.Response:
    """Answer ``POST /demo/next-day``: one day on, then back to the page it was pressed on."""
    _from_our_own_page(request)
    form = dict(parse_qsl((await _sent(request)).decode(errors="replace")))
    # As on the chat page: what waited for the demo's staff is done before the day is over.
    from council.demo.colleagues import work  # noqa: PLC0415 - of use to a demo alone

    await request.app[SITE].app.bus.run(work)
    moved = await _move(request, lambda _: DAY)
    if isinstance(moved, Refusal):
        raise web.HTTPForbidden(text=moved.key)
    raise web.HTTPSeeOther(way_back(form.get("back")))


async def set_clock(request: web.Request) -> web.Response:
    """Answer ``POST /demo/clock`` with ``{"to": UTC seconds}``; backwards is refused."""
    _from_our_own_page(request)
    try:
        asked = json.loads(await _sent(request))
    except (ValueError, RecursionError):
        asked = None
    to = asked.get("to") if isinstance(asked, dict) else None
    if not isinstance(to, int) or isinstance(to, bool):
        return web.json_response({"error": 'send {"to": UTC seconds}'}, status=400)
    moved = await _move(request, lambda now: to - now)
    if isinstance(moved, Refusal):
        return web.json_response({"error": moved.key}, status=409)
    return web.json_response({"now": moved.now, "offset_seconds": moved.offset_seconds})


async def _sent(request: web.Request) -> bytes:
    """Read what was sent; refused are a body that breaks off and one that cannot be unpacked."""
    try:
        return await request.read()
    except (web.RequestPayloadError, ConnectionError):
        raise web.HTTPBadRequest(text="the body cannot be read") from None


async def _move(request: web.Request, by: Callable[[int], int]) -> ClockMoved | Refusal:
    """Move the clock on; what falls due by the new time is done now, not at the next look."""
    site = request.app[SITE]
    moved = await site.app.bus.run(lambda tx: move_clock(tx, by(tx.now)))
    if site.readiness is not None and not isinstance(moved, Refusal):
        site.readiness.soon.set()
    return moved


def _from_our_own_page(request: web.Request) -> None:
    """Refuse a form that another site's page sends; programs send no such header."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise web.HTTPForbidden(text="only from this site's own pages")
