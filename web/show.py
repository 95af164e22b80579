"""Answering with what is drawn, and with a page in words when something is missing."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from aiohttp import web
from aiohttp.hdrs import ACCEPT_LANGUAGE

from council.kernel.again import LONGEST, Again
from council.kernel.database.away import is_away
from council.people.public import every
from web.drawn import NOTHING_ELSE, Drawn, page
from web.head import head_of, plain_head
from web.headers import read_aloud
from web.pages import Page
from web.request_context import MayBe, Wanted
from web.sections import Section
from web.sending import send
from web.site import SITE, NoSuchCommunity, NothingThere, Site, Visit, look, render, visitor, want
from web.ways import inside

log = logging.getLogger(__name__)
#: What a visitor is told while the database is away: come again after so long (s).
COME_AGAIN = MappingProxyType({"Retry-After": "15"})
#: Pages are only read.
READING = ("GET", "HEAD")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
#: Draws what is wanted; raises NothingThere or NoSuchCommunity. Blocks.
Draw = Callable[[Site, Wanted], Drawn]


def served(
    kind: str,
    draw: Draw,
    *,
    words: MayBe = (),
    spoken: bool = True,
) -> Handler:
    """Make the handler of something that is drawn; ``kind`` is a name that nothing else has.

    ``words`` are what its query may say. ``spoken``: in a language.
    """

    async def serve(request: web.Request) -> web.StreamResponse:
        site = request.app[SITE]
        said = kind, request.raw_path, request.headers.get(ACCEPT_LANGUAGE, "") if spoken else ""
        known = site.shelf.known(said)
        if known is not None:
            return send(request, known)
        wanted = want(request, kind, words=words, spoken=spoken)
        answer = await site.shelf.fetch(wanted, lambda: draw(site, wanted))
        site.shelf.know(said, wanted)
        return send(request, answer)

    return serve


def shower(it: Page) -> Handler:
    """Make the handler of one page."""
    return served(it.path, lambda site, wanted: draw_page(site, wanted, it), words=it.words)


def draw_page(site: Site, wanted: Wanted, it: Page) -> Drawn:
    """Draw one page. Blocks. Raises NothingThere or NoSuchCommunity."""
    here, shown = gathered(site, wanted, it)
    head = head_of(here, it, shown)
    html = render(it.template, here, head=head, it=shown, section=it.section)
    return laid_out(here, html)


def laid_out(
    here: Visit, html: str, *, status: int = 200, headers: Mapping[str, str] = NOTHING_ELSE
) -> Drawn:
    """Pack a page that stands in our layout; in elder mode it can be read aloud."""
    reading = read_aloud() if here.asking.large else NOTHING_ELSE
    return page(html, locale=here.asking.locale, status=status, headers={**reading, **headers})


def gathered(site: Site, wanted: Wanted, it: Page) -> tuple[Visit, Any]:
    """Tell what one page shows, and how. Blocks. Raises NothingThere or NoSuchCommunity."""
    said = dict(wanted.words + wanted.named)
    if it.before is not None:
        it.before(site.app)
    here, shown = look(site, wanted, lambda tx, community: it.read(tx, community, said))
    if shown is None:
        raise NothingThere
    return here, shown


def contents(section: Section) -> Handler:
    """Make the handler of the page that lists what stands below a word."""

    def draw(site: Site, wanted: Wanted) -> Drawn:
        here, _ = look(site, wanted, lambda _tx, _community: None)
        html = render(
            "section.html", here, head=plain_head(here), it=section, section=section.name
        )
        return laid_out(here, html)

    return served(f"contents {section.name}", draw)


def lobby(handler: Handler) -> Handler:
    """Show the list of communities at ``/`` where there are several (or none yet)."""
    listed = served("communities", _communities)

    async def show(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except NoSuchCommunity:
            return await listed(request)

    return show


def _communities(site: Site, wanted: Wanted) -> Drawn:
    known, now = site.app.bus.read_now(lambda tx: (every(tx), tx.now))
    here = visitor(site, wanted, None, alone=False, now=now)
    html = render("communities.html", here, communities=known, section="")
    return laid_out(here, html)


def in_words(handler: Handler) -> Handler:
    """Turn what goes wrong into a page that says what to do next; no traceback leaves the log.

    A wrapper and no middleware: that costs every request a tenth of its time.
    """

    async def tell(request: web.Request) -> web.StreamResponse:
        try:
            try:
                return await handler(request)
            except (NothingThere, NoSuchCommunity, web.HTTPNotFound):
                return await missing(request)  # which reads the record too
        except web.HTTPException:
            raise
        except Exception as error:
            if is_away(error):
                note_away(error)
                return _strangers(request, "away", 503, COME_AGAIN)
            log.exception("%s %s failed", request.method, request.rel_url.raw_path)
            return _strangers(request, "broken", 500)

    return tell


_unread = Again(first=LONGEST)


def note_away(error: Exception) -> None:
    """Log that the database is away, at most once a minute."""
    if _unread.due():
        log.error("pages: the database is away: %s", type(error).__name__)


async def nothing(request: web.Request) -> web.StreamResponse:
    """Answer an address that leads nowhere; a slash too many at its end is forgiven."""
    if request.method not in READING:
        raise web.HTTPMethodNotAllowed(request.method, READING)
    way = inside(request)
    if way:
        raise web.HTTPPermanentRedirect(way)
    return await missing(request)


async def missing(request: web.Request) -> web.StreamResponse:
    """Say in words that there is no such page, with ways on: one page for all such addresses."""
    site = request.app[SITE]
    wanted = replace(want(request, "missing"), path="/", named=(), words=())
    try:
        drawn = await site.shelf.fetch(wanted, lambda: _missing(site, wanted))
    except NoSuchCommunity:
        stranger = replace(wanted, kind="missing anywhere", slug=None)
        drawn = await site.shelf.fetch(stranger, lambda: _plain("missing", site, stranger, 404))
    return send(request, drawn)


def _missing(site: Site, wanted: Wanted) -> Drawn:
    here, _ = look(site, wanted, lambda _tx, _community: None)
    return laid_out(here, render("missing.html", here, section=""), status=404)


def _strangers(
    request: web.Request, name: str, status: int, headers: Mapping[str, str] = NOTHING_ELSE
) -> web.StreamResponse:
    """Answer with a page that needs no record, whoever asks."""
    site = request.app[SITE]
    stranger = replace(want(request, name), path="/", slug=None, named=(), words=())
    return send(request, _plain(name, site, stranger, status, headers))


def _plain(
    name: str, site: Site, wanted: Wanted, status: int, headers: Mapping[str, str] = NOTHING_ELSE
) -> Drawn:
    """Draw a page of no community, which needs no record."""
    here = visitor(site, wanted, None, alone=False, now=site.app.clock.now())
    html = render(f"{name}.html", here, section="")
    return laid_out(here, html, status=status, headers=headers)
