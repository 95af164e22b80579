"""What the web view answers; each page that was visited is asked for in both languages at the end."""

from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from yarl import URL

from council.kernel.screens.translator import LOCALES
from tests.seen.record import OTHER, Record, written

_HEADERS = ("Content-Disposition", "Content-Language", "Content-Type", "Link", "Location")
_FINE = 200
#: Longer answers are told by their length.
_LONG = 1_000_000


def watch_pages(record: Record, patch: pytest.MonkeyPatch) -> None:
    """Keep every answer to a test's client."""
    ask, close = TestClient._request, TestClient.close
    spoken: dict[Any, set[URL]] = {}

    async def asked(self: Any, method: str, path: Any, **given: Any) -> Any:
        response = await ask(self, method, path, **given)
        record.note("web", await _told(response, f"{method} {path}"))
        if response.status == _FINE and "Accept-Language" in response.headers.get("Vary", ""):
            spoken.setdefault(self, set()).add(URL(str(path)).without_query_params("lang"))
        return response

    async def closed(self: Any) -> None:
        for path in sorted(spoken.pop(self, ())):
            for locale in LOCALES:
                address = path.update_query(lang=locale)
                response = await ask(self, "GET", address)
                record.note(f"web {locale}", await _told(response, f"GET {address}"), kind=OTHER)
        await close(self)

    patch.setattr(TestClient, "_request", asked)
    patch.setattr(TestClient, "close", closed)


async def _told(response: Any, asked: str) -> str:
    body = await response.read()
    words = written(body) if len(body) < _LONG else f"{len(body)} bytes"
    heads = [f"{name}: {response.headers[name]}" for name in _HEADERS if name in response.headers]
    return "\n".join([f"─ {asked} {response.status}", *heads, words])
