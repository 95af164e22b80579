"""News as they come: a stream of events, or an answer that waits until there are some.

Each event bears the revision up to which it tells, so a browser that was away asks for the rest.
"""

import asyncio
import json
from http import HTTPStatus
from typing import Any

from aiohttp import web

from council.kernel.database.away import is_away
from council.people.hall.sessions import SignedIn
from web.hall.bell import Bell, TooMany
from web.hall.doors import context, news
from web.hall.hall import HALL, Hall, who
from web.hall.sent import numbered
from web.show import note_away

#: How often (s) a listener hears a beat, and for how long (s) an answer may wait for news.
BEAT, PATIENCE = 20.0, 25.0
#: After how long (ms) a stream that made room for a newer one may come again.
LATER = 30_000
_NOT_KEPT = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_BACK = {"Retry-After": "10"}


def _after(request: web.Request) -> int:
    return numbered(request.headers.get("Last-Event-ID") or request.query.get("after", ""))


async def events(request: web.Request) -> web.StreamResponse:
    """Answer ``GET /hall/events``: a stream of server-sent events."""
    from aiohttp_sse import sse_response  # noqa: PLC0415 - the pages do not wait for it

    signed = await who(request)
    if not isinstance(signed, SignedIn):
        return web.Response(status=HTTPStatus.NO_CONTENT)  # which ends a browser's asking
    hall = request.app[HALL]
    try:
        with hall.bells.listening(signed.account.id, lasting=True) as bell:
            async with sse_response(request, headers=_NOT_KEPT, ping_interval=600) as stream:
                await _send(request, hall, bell, stream)
    except TooMany:
        return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=_BACK)
    except (ConnectionResetError, TimeoutError):
        return web.Response()  # whoever listened has gone
    return stream


async def _say(request: web.Request, stream: Any, data: str, **given: Any) -> None:
    """Say one event. Raises TimeoutError where nobody takes it: then nobody is there."""
    try:
        async with asyncio.timeout(BEAT):
            await stream.send(data, **given)
    except TimeoutError:
        if request.transport is not None:
            request.transport.abort()
        raise


async def _send(request: web.Request, hall: Hall, bell: Bell, stream: Any) -> None:
    known, spoken = _after(request), False
    while stream.is_connected() and not hall.bells.stopped:
        if bell.over:
            await _say(request, stream, "", event="beat", retry=LATER)
            return
        bell.clear()
        try:
            signed = await who(request)
            if not isinstance(signed, SignedIn):
                await _say(request, stream, "", event="over")
                return
            here = context(request, signed)  # as they are now: language and size may have changed
            told = {"look": here.look, **await news(hall, here, known)}
        except Exception as error:
            if not is_away(error):
                raise
            note_away(error)
            await asyncio.sleep(BEAT)
            continue
        if "over" in told:
            await _say(request, stream, "", event="over")
            return
        if told["revision"] > known:
            known = told["revision"]
            await _say(request, stream, json.dumps(told), event="news", id=str(known))
        elif not spoken:
            # A stream that says nothing at first is held back by something between us.
            await _say(request, stream, "", event="beat")
        spoken = True
        try:
            async with asyncio.timeout(BEAT):
                await bell.wait()
        except TimeoutError:
            await _say(request, stream, "", event="beat")


async def wait(request: web.Request) -> web.StreamResponse:
    """Answer ``GET /hall/news``: what is new, at once or as soon as there is something."""
    signed = await who(request)
    if not isinstance(signed, SignedIn):
        return web.json_response({"over": True}, status=HTTPStatus.UNAUTHORIZED)
    hall, here, known = request.app[HALL], context(request, signed), _after(request)
    try:
        with hall.bells.listening(signed.account.id) as bell:
            told = await news(hall, here, known)
            if told["revision"] == known and "over" not in told and "now" not in request.query:
                try:
                    async with asyncio.timeout(PATIENCE):
                        await bell.wait()
                except TimeoutError:
                    pass
                signed = await who(request)
                if not isinstance(signed, SignedIn):
                    return web.json_response({"over": True}, status=HTTPStatus.UNAUTHORIZED)
                here = context(request, signed)
                told = await news(hall, here, known)
            told = {"look": here.look, **told}
    except TooMany:
        return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=_BACK)
    return web.json_response(told, headers=_NOT_KEPT)
