"""The projector's page of a meeting, ``/meetings/N/floor``, which updates itself.

The page is drawn like any other; ``/meetings/N/floor/events`` sends its middle part anew, drawn in
the reader's language, whenever something happened on the floor. Whoever listens to one meeting
shares one look at the record, several times a second, so that it also works where the bots run in
another process.
"""

import asyncio
import contextlib
from collections.abc import Hashable
from dataclasses import replace
from typing import Any, Self

from aiohttp import web

from council.kernel.database.away import is_away
from council.kernel.database.transaction import Transaction
from council.meetings.floor.public import Projected, projected, stamp_of
from council.people.public import Community, every
from web.drawn import Drawn, page
from web.headers import with_scripts
from web.request_context import Wanted
from web.show import note_away, served
from web.site import SITE, NoSuchCommunity, NothingThere, Site, look, render, want

PATH = "/meetings/{number:[1-9][0-9]{0,8}}/floor"
#: How often (s) the record is asked whether something happened; how often a listener hears a beat.
EVERY, BEAT = 0.4, 5.0
#: How many may listen to one meeting; more are told to read the page anew by themselves.
LISTENERS = 200
#: What a page without scripts does: it asks again after so long (s).
ANEW = 10

Stamp = tuple[int, int, int, str]


def _gather(tx: Transaction, community: Community, number: int) -> Projected | None:
    return projected(tx, community.id, number)


def _drawn(site: Site, wanted: Wanted, template: str) -> tuple[str, str]:
    """Draw; tells the language as well."""
    number = int(dict(wanted.named)["number"])
    here, shown = look(site, wanted, lambda tx, community: _gather(tx, community, number))
    if shown is None:
        raise NothingThere
    html = render(template, here, it=shown, section="meetings", anew=ANEW)
    return html, here.asking.locale


def _page(site: Site, wanted: Wanted) -> Drawn:
    """Draw the whole page. It may run our own script, and listen to us."""
    html, locale = _drawn(site, wanted, "floor.html")
    return page(html, locale=locale, headers=with_scripts())


show = served("floor", _page)


class Watch:
    """The looks at one meeting's floor, shared by all who listen; rests while nobody does."""

    def __init__(self, site: Site, slug: str | None, number: int) -> None:
        """Watch a meeting of a community."""
        self._site, self._slug, self._number = site, slug, number
        self._stamp: Stamp | None = None
        self._news = asyncio.Condition()
        self._looking: asyncio.Task[None] | None = None
        self._drawn: dict[Hashable, tuple[Stamp, str]] = {}
        self.listeners = 0
        self.away = False

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        self.listeners += 1
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop listening; whoever is last ends the looking."""
        self.listeners -= 1
        if self.listeners == 0 and self._looking is not None:
            self._looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._looking
            self._looking = None

    async def after(self, known: Stamp | None) -> Stamp | None:
        """Wait until the floor is another than the one known, or until it is time for a beat."""
        async with self._news:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(
                    self._news.wait_for(lambda: self._stamp not in (None, known)), BEAT
                )
            return self._stamp

    async def part(self, wanted: Wanted, stamp: Stamp) -> str:
        """Draw the part that changes; each language once."""
        key = (wanted.lang, wanted.preferred, wanted.large)
        kept = self._drawn.get(key)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        html, _ = await asyncio.to_thread(_drawn, self._site, wanted, "floor_part.html")
        self._drawn[key] = stamp, html
        return html

    async def _look(self) -> None:
        while True:
            try:
                found = await self._site.app.bus.read(self._stamp_of)
                self.away = False
            except Exception as error:
                if not is_away(error):
                    raise
                note_away(error)
                self.away = True
                await asyncio.sleep(EVERY)
                continue
            if found != self._stamp:
                async with self._news:
                    self._stamp = found
                    self._news.notify_all()
            await asyncio.sleep(EVERY)

    def _stamp_of(self, tx: Transaction) -> Stamp:
        known = every(tx)
        alone = len(known) == 1
        found = next(
            (each for each in known if each.slug == self._slug or (alone and not self._slug)), None
        )
        if found is None:
            raise NoSuchCommunity
        return stamp_of(tx, found.id, self._number)


class Watches:
    """Every watched meeting of one web view."""

    def __init__(self) -> None:
        """Nobody listens yet."""
        self._watches: dict[tuple[str | None, int], Watch] = {}
        self.streams: set[asyncio.Task[Any]] = set()

    def watch(self, site: Site, wanted: Wanted) -> Watch:
        """Find the watch of a meeting, or begin one."""
        key = wanted.slug, int(dict(wanted.named)["number"])
        for idle in [each for each, watch in self._watches.items() if not watch.listeners]:
            del self._watches[idle]
        return self._watches.setdefault(key, Watch(site, *key))

    async def close(self, _: web.Application) -> None:
        """End every stream: a stop does not wait for people who watch."""
        for stream in self.streams:
            stream.cancel()
        await asyncio.gather(*self.streams, return_exceptions=True)


WATCHES = web.AppKey("watches", Watches)


async def events(request: web.Request) -> web.StreamResponse:
    """Send the part that changes, whenever it does, and a beat while it does not."""
    from aiohttp_sse import sse_response  # noqa: PLC0415 - the pages do not wait for it

    site, watches = request.app[SITE], request.app[WATCHES]
    wanted = replace(want(request, "floor events"), path=request.path.removesuffix("/events"))
    watch = watches.watch(site, wanted)
    if watch.listeners >= LISTENERS:
        raise web.HTTPServiceUnavailable(headers={"Retry-After": str(ANEW)})
    # Before anything is sent: a meeting that is not there is a page in words.
    await asyncio.to_thread(_drawn, site, wanted, "floor_part.html")
    task = asyncio.current_task()
    assert task is not None
    watches.streams.add(task)
    try:
        async with watch, sse_response(request, ping_interval=60) as stream:
            await _send(watch, wanted, stream)
    except (ConnectionResetError, TimeoutError):
        pass  # whoever watched has gone
    finally:
        watches.streams.discard(task)
    return stream


async def _send(watch: Watch, wanted: Wanted, stream: Any) -> None:
    known: Stamp | None = None
    while stream.is_connected():
        stamp = await watch.after(known)
        if stamp is not None and stamp != known:
            known = stamp
            await stream.send(await watch.part(wanted, stamp), event="floor", id=str(stamp[0]))
        elif not watch.away:  # by silence the page learns that it shows what was
            await stream.send("", event="beat")
