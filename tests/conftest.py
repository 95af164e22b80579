"""Databases and a browser for every test that asks for them by name.

What the machine lacks is skipped with the reason; with `CI=true` it fails, so that nothing is
green because it never ran. Imports that cost time stay inside the fixtures: the tests of
`voting` need none of them.
"""

import gc
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.lacking import lacking

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.postgres_server import PostgresServer

_BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
_numbers = count(1)
#: More seldom than programs collect: what tests make dies by counting references, next to all of it.
_COLLECTED = (10_000, 10, 10)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Side by side, half of the workers begin with the long stories, the others with the rest."""
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    if worker is not None:
        items[:] = _dealt(items, workers=worker["workercount"])


def pytest_collection_finish() -> None:
    """Keep the collector from walking through all tests and libraries again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED)


def _dealt(items: Sequence[pytest.Item], *, workers: int) -> list[pytest.Item]:
    """Order the tests for pytest-xdist, which begins by giving each worker an equal stretch.

    A story keeps more than one processor busy, and the tests of bots, first of the others, often
    wait: side by side the two leave no processor idle.
    """
    stories = [item for item in items if item.get_closest_marker("story")]
    others = [item for item in items if not item.get_closest_marker("story")]
    tellers = max(1, workers // 2)
    stretches: list[list[pytest.Item]] = []
    for worker in reversed(range(workers)):
        mine = stories[worker::tellers] if worker < tellers else []
        size = len(items) * (worker + 1) // workers - len(items) * worker // workers
        fill = max(0, size - len(mine))
        stretches.insert(0, [*mine, *others[:fill]])
        del others[:fill]
    return [item for stretch in stretches for item in stretch] + others


@pytest.fixture(scope="session")
def postgres_server() -> Iterator["PostgresServer"]:
    """One real PostgreSQL server for the whole run (each worker has its own)."""
    from tests.postgres_server import PostgresMissingError, running_server

    try:
        with running_server() as server:
            yield server
    except PostgresMissingError as error:
        lacking(str(error))


@pytest.fixture(scope="session")
def _postgres_template(postgres_server: "PostgresServer") -> str:
    from council.schema import upgrade

    upgrade(postgres_server.create_database("migrated"))
    return "migrated"


@pytest.fixture(scope="session")
def _compiled_once() -> Iterator[None]:
    """Compile a statement once a run, as a program does, not again for each test's engines."""
    from sqlalchemy import Engine, event
    from sqlalchemy.util import LRUCache

    from council.kernel.database import engines

    compiled: LRUCache[Any, Any] = LRUCache(5_000)
    dialects: dict[str, Any] = {}
    create = engines.create_engine

    def create_engine(*given: Any, **options: Any) -> Engine:
        engine = create(*given, **options).execution_options(compiled_cache=compiled)

        def connected(*_: Any) -> None:
            # A part of the key under which a statement is kept; it knows its server by now.
            engine.dialect = dialects.setdefault(engine.dialect.driver, engine.dialect)

        event.listen(engine.pool, "first_connect", connected)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_engine", create_engine)
        yield


@pytest.fixture
def postgres_url(
    postgres_server: "PostgresServer", _postgres_template: str, _compiled_once: None
) -> Iterator[str]:
    """A fresh PostgreSQL database with the newest schema; mark the test `postgres`."""
    name = f"test_{next(_numbers)}"
    yield postgres_server.create_database(name, template=_postgres_template)
    postgres_server.drop_database(name)


@pytest.fixture
def sqlite_url(tmp_path: Path, _compiled_once: None) -> str:
    """A fresh SQLite file with the newest schema."""
    from tests.sqlite_template import fresh_sqlite

    return fresh_sqlite(tmp_path / "yishi.db")


@pytest.fixture(params=_BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database with the newest schema: the test runs once on each kind."""
    kind = "postgres_url" if request.param == "postgresql" else "sqlite_url"
    url: str = request.getfixturevalue(kind)
    return url


@pytest.fixture(params=_BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database without any table, for the migrations themselves; once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = f"empty_{next(_numbers)}"
    yield server.create_database(name)
    server.drop_database(name)


@pytest.fixture
async def browser() -> AsyncIterator["Browser"]:
    """A real Chromium, headless, in the test's own event loop; mark the test `browser`.

    Starting it takes about a second: let one test walk a whole path rather than one click.
    """
    from council.cli.bench.chromium import NoBrowser, chromium

    try:
        async with chromium() as opened:
            yield opened
    except NoBrowser as missing:
        lacking(str(missing))
