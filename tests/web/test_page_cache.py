"""However many ask for a page, it is drawn once; and nobody is sent what was true long ago."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp import web
from sqlalchemy import update

from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.meetings.tables import meetings
from tests.web.heyue import lively
from web.drawn import Drawn, drawn
from web.page_cache import BURST, CROWD, OLDEST, PageCache


class Pen:
    """Draws a number that grows; ``gate`` holds every drawing up until it is opened."""

    def __init__(self) -> None:
        self.drawings = 0
        self.at_once = 0
        self.most_at_once = 0
        self.gate = threading.Event()
        self.began = threading.Event()

    def draw(self) -> Drawn:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.drawings += 1
        number = self.drawings
        self.began.set()
        assert self.gate.wait(30)
        self.at_once -= 1
        return drawn(str(number), "text/plain")


@pytest.fixture
async def shelf(app: App) -> AsyncIterator[PageCache]:
    """A shelf of a lively community."""
    lively(app)
    made = PageCache(app)
    yield made
    await made.close(web.Application())


@pytest.fixture
def pen() -> Iterator[Pen]:
    """A pen whose gate is open at the end, whatever happens."""
    made = Pen()
    yield made
    made.gate.set()


async def commit(app: App) -> None:
    """Let something happen."""
    await app.bus.run(
        lambda tx: tx.connection.execute(update(meetings).values(place="二号楼")).rowcount
    )


async def asked(shelf: PageCache, pen: Pen, *keys: str) -> "asyncio.Future[list[Drawn]]":
    """Ask for pages at once; the first drawing has begun when this returns."""
    waiting = asyncio.gather(*(shelf.fetch(key, pen.draw) for key in keys))
    await asyncio.to_thread(pen.began.wait, 30)
    return waiting


def bodies(pages: list[Drawn]) -> list[str]:
    return [page.plain.body.decode() for page in pages]


async def test_a_crowd_at_one_page_waits_for_one_drawing(shelf: PageCache, pen: Pen):
    waiting = await asked(shelf, pen, *["page"] * 64)

    pen.gate.set()

    assert bodies(await waiting) == ["1"] * 64


async def test_different_pages_are_drawn_one_after_the_other(shelf: PageCache, pen: Pen):
    waiting = await asked(shelf, pen, *"abcdefgh")

    pen.gate.set()

    assert sorted(bodies(await waiting)) == list("12345678")
    assert pen.most_at_once == 1


async def test_what_is_kept_is_sent_until_something_is_committed(
    app: App, shelf: PageCache, pen: Pen
):
    pen.gate.set()
    before = [await shelf.fetch("page", pen.draw) for _ in range(3)]

    await commit(app)

    after = [await shelf.fetch("page", pen.draw) for _ in range(3)]
    assert bodies(before + after) == ["1", "1", "1", "2", "2", "2"]


async def test_who_asks_after_a_commit_is_not_sent_what_was_begun_before_it(
    app: App, shelf: PageCache, pen: Pen
):
    early = await asked(shelf, pen, "page")

    await commit(app)
    late = asyncio.gather(*(shelf.fetch("page", pen.draw) for _ in range(5)))
    await asyncio.sleep(0)
    pen.gate.set()

    assert (bodies(await early), bodies(await late)) == (["1"], ["2"] * 5)


async def test_a_page_is_never_a_second_behind_the_clock(
    shelf: PageCache, pen: Pen, clock: FixedClock
):
    pen.gate.set()
    seen = []

    for seconds in (0, 1, 0):
        clock.at += seconds
        await asyncio.sleep(0)  # the record and the clock are looked at once in a turn of the loop
        seen.append(await shelf.fetch("page", pen.draw))

    assert bodies(seen) == ["1", "2", "2"]


async def test_a_crowd_at_one_page_does_not_wait_because_a_second_passed(
    shelf: PageCache, pen: Pen, clock: FixedClock
):
    pen.gate.set()
    for _ in range(CROWD + 1):
        await shelf.fetch("page", pen.draw)
    seen = []

    for seconds in (1, 3600):
        clock.at += seconds
        await asyncio.sleep(0)
        seen.append(await shelf.fetch("page", pen.draw))

    assert bodies(seen) == ["1", "2"]


async def test_a_crowd_leaves_a_dear_page_alone_for_some_seconds(
    shelf: PageCache, pen: Pen, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("web.page_cache.AGAIN", 1e-9)  # any drawing takes long
    pen.gate.set()
    for _ in range(CROWD + 1):
        await shelf.fetch("page", pen.draw)

    for seconds in range(int(OLDEST)):
        clock.at += bool(seconds)
        await asyncio.sleep(0)
        await shelf.fetch("page", pen.draw)
    await asyncio.sleep(0.1)

    assert pen.drawings == 1


async def test_the_same_words_are_answered_at_once_until_something_happens(
    app: App, shelf: PageCache, pen: Pen
):
    said = ("page", "/polls", "zh")
    pen.gate.set()
    before = shelf.known(said)
    await shelf.fetch("page", pen.draw)
    shelf.know(said, "page")

    known = shelf.known(said)
    await commit(app)
    after = shelf.known(said)

    quick = shelf._version.quick  # only such a record is looked at for every reader
    assert [before, known and known.plain.body, after] == [None, b"1" if quick else None, None]


async def test_a_page_that_is_kept_no_longer_is_not_answered_at_once(
    shelf: PageCache, pen: Pen, monkeypatch: pytest.MonkeyPatch
):
    said = ("page", "/polls", "zh")
    pen.gate.set()
    await shelf.fetch("page", pen.draw)
    shelf.know(said, "page")
    monkeypatch.setattr("web.page_cache.MOST_BYTES", 1)

    await shelf.fetch("other", pen.draw)

    assert shelf.known(said) is None


async def test_a_busy_pen_leaves_readers_what_was_kept_a_moment_ago(
    app: App, shelf: PageCache, pen: Pen
):
    pen.gate.set()
    await shelf.fetch("page", pen.draw)
    shelf._spent += 100 * BURST

    await commit(app)

    assert bodies([await shelf.fetch("page", pen.draw)]) == ["1"]
    assert bodies([await shelf.fetch("other", pen.draw)]) == ["2"]


async def test_a_fault_is_told_to_all_who_wait_and_the_next_may_try_again(
    shelf: PageCache, pen: Pen
):
    def broken() -> Drawn:
        raise LookupError("no ink")

    found = await asyncio.gather(
        *(shelf.fetch("page", broken) for _ in range(3)), return_exceptions=True
    )
    pen.gate.set()
    then = await shelf.fetch("page", pen.draw)

    assert [repr(each) for each in found] == ["LookupError('no ink')"] * 3
    assert bodies([then]) == ["1"]


async def test_a_reader_who_leaves_takes_nobody_elses_page_along(shelf: PageCache, pen: Pen):
    waiting = await asked(shelf, pen, "page")
    leaver = asyncio.create_task(shelf.fetch("page", pen.draw))
    await asyncio.sleep(0)

    leaver.cancel()
    pen.gate.set()

    assert bodies(await waiting) == ["1"]
    assert leaver.cancelled() or (await asyncio.gather(leaver, return_exceptions=True)) != []


async def test_what_is_kept_has_a_bound_and_the_longest_unread_goes_first(
    shelf: PageCache, pen: Pen, monkeypatch: pytest.MonkeyPatch
):
    pen.gate.set()
    monkeypatch.setattr("web.page_cache.MOST_BYTES", 2 * drawn("1", "text/plain").size)

    for key in ("a", "b", "a", "c", "a", "b"):
        await shelf.fetch(key, pen.draw)

    assert pen.drawings == 4  # a, b, c, and b again
