"""What every handler shares: the hall, the templates, the files, and how a visit is read."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from council.bootstrap import Hall
from council.domain.values import value
from council.reads.public.communities import Community, every
from council.schedule.readiness import Readiness
from council.storage.transaction import Transaction
from council.wording.say import Say
from web import drawing
from web.asking import Asking, asking
from web.assets import Assets
from web.shelf import Shelf

T = TypeVar("T")
_TEMPLATES = Path(__file__).parent / "templates"
#: What the front page is drawn with.
_FRONT = ("parts.html", "layout.html", "home.html")


@value
class Site:
    """One web view."""

    hall: Hall
    templates: Environment
    assets: Assets
    shelf: Shelf
    readiness: Readiness | None


SITE = web.AppKey("site", Site)


@value
class Visit:
    """One request that has found its community. ``alone``: there is no other community."""

    site: Site
    asking: Asking
    say: Say
    community: Community | None
    alone: bool
    now: int


@cache
def templates() -> Environment:
    """Make the template engine, once: everything is escaped, nothing may be undefined."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    made.globals |= drawing.GLOBALS
    # Compiled before the doors open: later it would compete with the import of a chat library,
    # and the first visitor would wait for both.
    for name in _FRONT:
        made.get_template(name)
    return made


@cache
def voice(locale: str, timezone: str) -> Say:
    """The voice of a language in a zone."""
    return Say(locale, timezone)


class NoSuchCommunity(Exception):
    """The address names a community that is not here, or none where there are several."""


async def visit(
    request: web.Request, gather: Callable[[Transaction, Community], T]
) -> tuple[Visit, T]:
    """Find the community of a request and gather what its page shows, in one snapshot.

    Raises NoSuchCommunity.
    """
    site = request.app[SITE]

    def look(tx: Transaction) -> tuple[tuple[Community, ...], Community, T, int]:
        known = every(tx)
        community = _community(known, request.match_info.get("slug"))
        return known, community, gather(tx, community), tx.now

    known, community, gathered, now = await site.hall.desk.read(look)
    return visitor(request, community, alone=len(known) == 1, now=now), gathered


def visitor(request: web.Request, community: Community | None, *, alone: bool, now: int) -> Visit:
    """Read the language and size of a request."""
    site = request.app[SITE]
    slug = request.match_info.get("slug")
    root = f"/c/{slug}" if slug and community else ""
    asked = asking(
        root=root,
        path=request.path.removeprefix(root),
        query=request.query,
        header=request.headers.get("Accept-Language", ""),
        locale=community.locale if community else site.hall.settings.locale,
    )
    timezone = community.timezone if community else site.hall.settings.timezone
    return Visit(
        site=site,
        asking=asked,
        say=voice(asked.locale, timezone),
        community=community,
        alone=alone,
        now=now,
    )


def _community(known: tuple[Community, ...], slug: str | None) -> Community:
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
        site_url=here.site.hall.settings.web_url,
        **shown,
    )
    return drawn.replace(" m²", "\N{NO-BREAK SPACE}m²")
