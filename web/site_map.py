"""What crawlers are told: ``/robots.txt`` and ``/sitemap.xml``.

The site map of the whole installation is an index, which leads to those of its communities
(``/c/SLUG/sitemap.xml?part=2``); each page stands there once in each language. Addresses are the
lasting ones.
"""

import re
from collections.abc import Sequence

from council.kernel.screens.translator import LOCALES
from council.kernel.values import value
from council.overview.addresses import public_things
from council.people.public import Community, every
from web.drawn import Drawn, drawn
from web.pages import PAGES
from web.request_context import Wanted
from web.sections import SECTIONS
from web.show import served
from web.site import NothingThere, Site, look, visitor

#: So many pages, each in two languages, stand in one file; the protocol allows 50,000 addresses.
PART = 10_000
_PARTS = (("part", re.compile(r"[2-9]|[1-9][0-9]{1,3}")),)
#: Search asks for words, the others show a moment or belong to the room; a page in large print is
#: the same page.
_CLOSED = (
    "/demo/",
    "/hooks/",
    "/healthz",
    "/readyz",
    "/metrics",
    "/*search?",
    "/*/check-in",
    "/*/floor",
    "/*large=1",
)
_XML = "application/xml"


@value
class Place:
    """A page of a site map: its path below the community, and when it last changed (0: not known)."""

    path: str
    changed_at: int = 0


def places(site: Site, community: Community) -> tuple[Place, ...]:
    """Tell the pages of a community: the lists, then each thing. Blocks."""
    fixed = {page.path: None for page in PAGES if "{" not in page.path and page.path != "/search"}
    fixed |= {section.path: None for section in SECTIONS}
    things = site.app.bus.read_now(lambda tx: public_things(tx, community.id))
    matters = (
        Place(path=f"/matters/p{each.number}") for each in things if each.noun == "proposal"
    )
    return (
        *(Place(path=path) for path in sorted(fixed)),
        *matters,
        *(Place(path=each.path, changed_at=each.changed_at) for each in things),
    )


def _parts(found: Sequence[Place]) -> int:
    return max(1, -(-len(found) // PART))


def _map(site: Site, wanted: Wanted) -> Drawn:
    here, _ = look(site, wanted, lambda _tx, _community: None)
    assert here.community is not None
    found = places(site, here.community)
    part = int(dict(wanted.words).get("part", "1"))
    if part > _parts(found):
        raise NothingThere
    xml = site.templates.get_template("sitemap.xml").render(
        here=here, locales=LOCALES, places=found[(part - 1) * PART : part * PART]
    )
    return drawn(xml, _XML)


def _index(site: Site, wanted: Wanted) -> Drawn:
    """Draw the index of all communities' maps."""
    known, now = site.app.bus.read_now(lambda tx: (every(tx), tx.now))
    here = visitor(site, wanted, None, alone=False, now=now)
    parts = [
        f"{here.site.app.settings.web_url}/c/{each.slug}/sitemap.xml"
        + (f"?part={part}" if part > 1 else "")
        for each in known
        for part in range(1, _parts(places(site, each)) + 1)
    ]
    return drawn(site.templates.get_template("sitemaps.xml").render(parts=parts), _XML)


def _robots(site: Site, _: Wanted) -> Drawn:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), ""]
    lines += [f"Sitemap: {site.app.settings.web_url}/sitemap.xml", ""]
    return drawn("\n".join(lines), "text/plain")


site_map = served("site map", _map, words=_PARTS, spoken=False)
index = served("site maps", _index, spoken=False)
robots = served("robots", _robots, spoken=False)
