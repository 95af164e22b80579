"""What every handler shares: the hall, the templates, the files, and how a visit is read."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from aiohttp import web
from aiohttp.hdrs import ACCEPT_LANGUAGE
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.screens.translator import Translator
from council.kernel.ticker.readiness import Readiness
from council.kernel.values import value
from council.meetings.minutes import printing
from council.people.public import Community, every
from web import drawing
from web.assets import Assets
from web.page_cache import PageCache
from web.request_context import (
    MayBe,
    RequestContext,
    Wanted,
    asking,
    chosen_language,
    preferred_language,
)

T = TypeVar("T")
_TEMPLATES = Path(__file__).parent / "templates"
#: What the front page is drawn with.
_FRONT = ("parts.html", "layout.html", "home.html")


@value
class Site:
    """One web view."""

    app: App
    templates: Environment
    assets: Assets
    shelf: PageCache
    readiness: Readiness | None


SITE = web.AppKey("site", Site)


@value
class Visit:
    """One request that has found its community. ``alone``: there is no other community."""

    site: Site
    asking: RequestContext
    say: Translator
    community: Community | None
    alone: bool
    now: int


@cache
def templates() -> Environment:
    """Make the template engine, once: everything is escaped, nothing may be undefined."""
    made = Environment(
        loader=FileSystemLoader([_TEMPLATES, printing.FOLDER]),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    made.globals |= drawing.GLOBALS | printing.GLOBALS
    # Compiled before the doors open: later it would compete with the import of a chat library,
    # and the first visitor would wait for both.
    for name in _FRONT:
        made.get_template(name)
    return made


@cache
def voice(locale: str, timezone: str) -> Translator:
    """The voice of a language in a zone."""
    return Translator(locale, timezone)


class NoSuchCommunity(Exception):
    """The address names a community that is not here, or none where there are several."""


class NothingThere(Exception):
    """There is nothing at this address, or nothing public."""


def want(
    request: web.Request,
    kind: str,
    *,
    words: MayBe = (),
    spoken: bool = True,
) -> Wanted:
    """Read what a request asks for; of its query only what is understood. ``spoken``: in a language."""
    slug, named = request.match_info.get("slug"), request.match_info
    path = request.path.removeprefix(f"/c/{slug}") if slug else request.path
    query = request.query
    said = {name: query[name] for name, may in words if may.fullmatch(query.get(name, ""))}
    preferred = preferred_language(request.headers.get(ACCEPT_LANGUAGE, "")) if spoken else ""
    return Wanted(
        kind=kind,
        slug=slug,
        path=path,
        named=tuple((name, text) for name, text in named.items() if name != "slug"),
        words=tuple(said.items()),
        lang=chosen_language(query) if spoken else "",
        preferred=preferred,
        large=spoken and query.get("large") == "1",
    )


def look(
    site: Site, wanted: Wanted, gather: Callable[[Transaction, Community], T]
) -> tuple[Visit, T]:
    """Find the community that is wanted and gather what its page shows, in one snapshot.

    Blocks: to be called where pages are drawn. Raises NoSuchCommunity.
    """

    def gathered(tx: Transaction) -> tuple[tuple[Community, ...], Community, T, int]:
        known = every(tx)
        community = community_meant(known, wanted.slug)
        return known, community, gather(tx, community), tx.now

    known, community, found, now = site.app.bus.read_now(gathered)
    return visitor(site, wanted, community, alone=len(known) == 1, now=now), found


def visitor(
    site: Site, wanted: Wanted, community: Community | None, *, alone: bool, now: int
) -> Visit:
    """Say how a community is shown to whoever wants this; None: no community was found."""
    settings = site.app.settings
    asked = asking(
        wanted,
        root=f"/c/{wanted.slug}" if wanted.slug and community else "",
        locale=community.locale if community else settings.locale,
    )
    timezone = community.timezone if community else settings.timezone
    return Visit(
        site=site,
        asking=asked,
        say=voice(asked.locale, timezone),
        community=community,
        alone=alone,
        now=now,
    )


def community_meant(known: tuple[Community, ...], slug: str | None) -> Community:
    """Tell the community that an address means. Raises NoSuchCommunity."""
    if slug is None and len(known) == 1:
        return known[0]
    for community in known:
        if community.slug == slug:
            return community
    raise NoSuchCommunity


def render(template: str, here: Visit, **shown: object) -> str:
    """Draw a page. A unit stays on the line of its number."""
    drawn = here.site.templates.get_template(template).render(
        here=here,
        ask=here.asking,
        say=here.say,
        link=here.asking.url,
        asset=here.site.assets.url,
        site_url=here.site.app.settings.web_url,
        chat_bot=here.site.app.settings.resident_bot,
        **shown,
    )
    return drawn.replace(" m²", "\N{NO-BREAK SPACE}m²")
