"""Answering with a page, with a page in words when something is missing, or with JSON."""

import logging
import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from council.reads.public.communities import every
from council.storage.away import is_away
from web.pages import Page
from web.shelf import drawn, send
from web.site import SITE, NoSuchCommunity, Visit, render, visit, visitor

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def shower(page: Page) -> Handler:
    """Make the handler of one page."""

    async def show(request: web.Request) -> web.Response:
        shelf = request.app[SITE].shelf
        stamp = await shelf.stamp()
        kept = shelf.find(request, stamp)
        if kept is not None:
            return send(request, kept)
        words = {**request.query, **request.match_info}
        here, shown = await visit(request, lambda tx, community: page.read(tx, community, words))
        if shown is None:
            return missing(request, here)
        html = render(page.template, here, it=shown, section=page.section)
        made = drawn(html, locale=here.asking.locale)
        shelf.keep(request, stamp, made)
        return send(request, made)

    return show


def lobby(handler: Handler) -> Handler:
    """Show the list of communities at ``/`` where there are several (or none yet)."""

    async def show(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except NoSuchCommunity:
            known = await request.app[SITE].hall.desk.read(every)
            here = _stranger(request)
            html = render("communities.html", here, communities=known, section="")
            return send(request, drawn(html, locale=here.asking.locale))

    return show


def _plain(request: web.Request, template: str, here: Visit, status: int) -> web.Response:
    html = render(template, here, section="")
    return send(request, drawn(html, locale=here.asking.locale), status=status)


def missing(request: web.Request, here: Visit) -> web.Response:
    """Say in words that there is no such page, with ways on."""
    return _plain(request, "missing.html", here, 404)


def in_words(handler: Handler) -> Handler:
    """Turn what goes wrong into a page that says what to do next; no traceback leaves the log.

    A wrapper and not a middleware: those cost every request a tenth of its time.
    """

    async def tell(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except NoSuchCommunity:
            return missing(request, _stranger(request))
        except web.HTTPNotFound:
            return await nothing(request)
        except web.HTTPException:
            raise
        except Exception as error:
            if is_away(error):
                note_away(error)
                return _away(request)
            log.exception("%s %s failed", request.method, request.rel_url.raw_path)
            return _plain(request, "broken.html", _stranger(request), 500)

    return tell


def _away(request: web.Request) -> web.Response:
    """Say that the record cannot be read at present, and when to come again."""
    answer = _plain(request, "away.html", _stranger(request), 503)
    answer.headers["Retry-After"] = RETRY_AFTER
    return answer


#: When (s) a visitor may come again while the database is away.
RETRY_AFTER = "15"
#: Seconds between two lines in the log about it, and when the last was written.
_REPEAT = 60.0
_told = [float("-inf")]


def note_away(error: Exception) -> None:
    """Log that the database is away, at most once a minute."""
    if time.monotonic() - _told[0] >= _REPEAT:
        _told[0] = time.monotonic()
        log.error("pages: the database is away: %s", type(error).__name__)


async def nothing(request: web.Request) -> web.StreamResponse:
    """Answer an address that leads nowhere; a slash too many at its end is forgiven."""
    if len(request.path) > 1 and request.path.endswith("/"):
        raise web.HTTPPermanentRedirect(_without_slash(request))
    return await _missing_here(request)


async def _missing_here(request: web.Request) -> web.Response:
    try:
        here, _ = await visit(request, lambda _tx, _community: None)
    except NoSuchCommunity:
        here = _stranger(request)
    return missing(request, here)


def _stranger(request: web.Request) -> Visit:
    """A visit that has found no community."""
    hall = request.app[SITE].hall
    return visitor(request, None, alone=False, now=hall.clock.now())


def _without_slash(request: web.Request) -> str:
    query = f"?{request.query_string}" if request.query_string else ""
    return "/" + request.path.strip("/") + query
