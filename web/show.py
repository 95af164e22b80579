"""Answering with a page, with a page in words when something is missing, or with JSON."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from council.reads.public.communities import every
from web.pages import Page
from web.site import SITE, NoSuchCommunity, Visit, render, visit, visitor

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def shower(page: Page) -> Handler:
    """Make the handler of one page."""

    async def show(request: web.Request) -> web.Response:
        words = {**request.query, **request.match_info}
        here, shown = await visit(request, lambda tx, community: page.read(tx, community, words))
        if shown is None:
            return missing(here)
        html = render(page.template, here, it=shown, section=page.section)
        return answer(html, here)

    return show


def lobby(handler: Handler) -> Handler:
    """Show the list of communities at ``/`` where there are several (or none yet)."""

    async def show(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except NoSuchCommunity:
            known = await request.app[SITE].hall.desk.read(every)
            here = _stranger(request)
            return answer(render("communities.html", here, communities=known, section=""), here)

    return show


def answer(html: str, here: Visit, *, status: int = 200) -> web.Response:
    """Send a page. It may be kept, but must be asked for again before it is shown."""
    headers = {
        "Cache-Control": "no-cache",
        "Content-Language": here.asking.locale.replace("_", "-"),
        "Vary": "Accept-Language",
    }
    return web.Response(text=html, content_type="text/html", status=status, headers=headers)


def missing(here: Visit) -> web.Response:
    """Say in words that there is no such page, with ways on."""
    return answer(render("missing.html", here, section=""), here, status=404)


@web.middleware
async def in_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what went wrong into a page that says what to do next; no traceback leaves the log."""
    try:
        return await handler(request)
    except NoSuchCommunity:
        return missing(_stranger(request))
    except web.HTTPNotFound:
        if len(request.path) > 1 and request.path.endswith("/"):
            raise web.HTTPPermanentRedirect(_without_slash(request)) from None
        return await _missing_here(request)
    except web.HTTPException:
        raise
    except Exception:
        log.exception("%s %s failed", request.method, request.path)
        here = _stranger(request)
        return answer(render("broken.html", here, section=""), here, status=500)


async def _missing_here(request: web.Request) -> web.Response:
    try:
        here, _ = await visit(request, lambda _tx, _community: None)
    except NoSuchCommunity:
        here = _stranger(request)
    return missing(here)


def _stranger(request: web.Request) -> Visit:
    """A visit that has found no community."""
    hall = request.app[SITE].hall
    return visitor(request, None, alone=False, now=hall.clock.now())


def _without_slash(request: web.Request) -> str:
    query = f"?{request.query_string}" if request.query_string else ""
    return "/" + request.path.strip("/") + query
