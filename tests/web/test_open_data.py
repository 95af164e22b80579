"""The open data keep to their description: a program asks all that it allows, and more.

Schemathesis draws the requests; the seed is fixed, so that each run asks the same.
"""

import asyncio
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
import schemathesis
from aiohttp import web
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from council.kernel.app import App
from tests.web.heyue import lively
from web.api import openapi, plain
from web.app import make_app
from web.pages import PAGES
from web.ways import API, TABLE

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: Every address of the description, as it names them.
ADDRESSES = sorted(
    plain(where)
    for page in PAGES
    for where in (API + page.path, *([page.path + TABLE] if page.table else ()))
)
#: Of these the lively community has nothing, or nothing whose address could be guessed.
NOTHING = (
    "/api/v1/motions/{number}/statements",
    "/api/v1/campaigns/{number}/final",  # it still takes gifts
    "/api/v1/ledger/lines/{line}",
)
#: What is there: drawn often enough, beside what is not.
THERE = {"number": ("1", "2", "3"), "root": ("p1", "m1", "p3"), "line": ("0" * 16,)}
RESOLVED = ("2026-1",)
#: So many requests to each address.
MANY = 25


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The form of what is told does not depend on the database."""
    return sqlite_url


@pytest.fixture
def served(app: App) -> Iterator[str]:
    """The web view of a lively community, on a loop of its own: who asks here may block."""
    lively(app)
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(make_app(app))

    async def begin() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return int(runner.addresses[0][1])

    port = loop.run_until_complete(begin())
    thread = Thread(target=loop.run_forever)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """What can be asked, by its address."""
    schema = schemathesis.openapi.from_dict(openapi())
    found = (each.ok() for each in schema.get_all_operations())
    return {operation.path: operation for operation in found}


@pytest.mark.parametrize("address", ADDRESSES)
def test_whatever_is_asked_the_answer_fits_the_description(served: str, described, address: str):
    statuses = set()

    @given(case=described[address].as_strategy(), data=st.data())
    @settings(
        max_examples=MANY,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case, data) -> None:
        for name in case.path_parameters or {}:
            if data.draw(st.booleans()):
                there = RESOLVED if "/resolutions/" in address else THERE[name]
                case.path_parameters[name] = data.draw(st.sampled_from(there))
        response = case.call_and_validate(base_url=served, checks=CHECKS)
        statuses.add(response.status_code)

    ask()

    assert (200 in statuses) == (address not in NOTHING)
    assert statuses <= {200, 404}


def test_the_description_has_every_address_and_names_each_once(described):
    names = [operation.definition.raw["operationId"] for operation in described.values()]

    assert sorted(described) == ADDRESSES
    assert len(names) == len(set(names))
