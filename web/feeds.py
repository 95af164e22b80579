"""What feed readers fetch: ``/news.atom`` and ``/resolutions.atom`` (RFC 4287).

Calendars stand in ``calendars.py``. An entry is known by its lasting address, in whatever language and at whichever address of the hall
its feed was fetched.
"""

from collections.abc import Iterable, Sequence

from council.kernel.texts import clean_text
from council.kernel.values import value
from council.overview import addresses
from council.resolutions import public as resolutions
from web.drawn import SPOKEN, Drawn, drawn
from web.request_context import Wanted
from web.show import served
from web.site import Site, Visit, look, render

#: So many entries stand in a feed, the newest.
_MOST = 50


@value
class Entry:
    """One entry: the page that it leads to, its title, when it last changed, how it stands."""

    path: str
    title: str
    updated_at: int
    summary: str


def _written(here: Visit, *, feed: str, about: str, title: str, entries: Sequence[Entry]) -> Drawn:
    """Write a feed at the path ``feed`` of what the page ``about`` shows.

    Nothing has happened yet: it is as old as the first second, and stays the same.
    """
    updated_at = max((entry.updated_at for entry in entries), default=0)
    xml = render(
        "feed.xml",
        here,
        feed=feed,
        about=about,
        title=title,
        updated_at=updated_at,
        entries=entries,
    )
    return drawn(clean_text(xml), "application/atom+xml", vary=SPOKEN)


def _resolutions(site: Site, wanted: Wanted) -> Drawn:
    """Draw the published resolutions."""
    here, found = look(
        site, wanted, lambda tx, community: resolutions.lines(tx, community.id, limit=_MOST)
    )
    entries = [
        Entry(
            path=f"/resolutions/{it.number}",
            title=f"{here.say('web.resolution.number', number=it.number).unescape()} {it.title}",
            updated_at=it.published_at,
            summary=here.say(f"state.resolution.{it.state}").unescape(),
        )
        for it in found
    ]
    title = here.say("web.resolutions").unescape()
    return _written(
        here, feed="/resolutions.atom", about="/resolutions", title=title, entries=entries
    )


def _news(site: Site, wanted: Wanted) -> Drawn:
    """Draw whatever changed last, of all that has a page."""
    here, found = look(
        site, wanted, lambda tx, community: addresses.news(tx, community.id, limit=_MOST)
    )
    title = here.say("web.news").unescape()
    return _written(
        here, feed="/news.atom", about="/", title=title, entries=tuple(_entries(here, found))
    )


def _entries(here: Visit, found: Iterable[addresses.PublicThing]) -> Iterable[Entry]:
    for it in found:
        label = here.say(f"search.noun.{it.noun}", number=it.number).unescape()
        yield Entry(
            path=it.path,
            title=f"{label} {it.title}",
            updated_at=it.changed_at,
            summary=here.say(f"state.{it.noun}.{it.state}").unescape(),
        )


feed = served("feed", _resolutions)
news = served("news", _news)
