"""Open data: what the pages show, as JSON, and its description by OpenAPI.

How a page is written as JSON is worked out when it is first asked for: opening the pages must not
wait for that.
"""

import json
import re
from functools import cache
from typing import Any

from aiohttp import web
from pydantic import TypeAdapter

from council.storage.away import is_away
from web.pages import PAGES, Page
from web.show import RETRY_AFTER, Handler, note_away
from web.site import NoSuchCommunity, visit

PREFIX = "/api/v1"
#: Anybody's program may read it, from any site.
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}
_VARIABLE = re.compile(r"{(\w+):((?:[^{}]|{[^{}]*})*)}")


@cache
def _adapter(page: Page) -> TypeAdapter[Any]:
    return TypeAdapter(page.shows)


def teller(page: Page) -> Handler:
    """Make the handler that tells one page as JSON."""

    async def tell(request: web.Request) -> web.Response:
        words = {**request.query, **request.match_info}
        try:
            _, shown = await visit(request, lambda tx, community: page.read(tx, community, words))
        except NoSuchCommunity:
            shown = None
        except Exception as error:
            if not is_away(error):
                raise
            note_away(error)
            away = {**_OPEN, "Retry-After": RETRY_AFTER}
            return web.json_response({"error": "unavailable"}, status=503, headers=away)
        if shown is None:
            return await nothing(request)
        return web.Response(
            body=_adapter(page).dump_json(shown), content_type="application/json", headers=_OPEN
        )

    return tell


async def nothing(_: web.Request) -> web.Response:
    """Answer an address of the open data that leads nowhere, for programs."""
    return web.json_response({"error": "not found"}, status=404, headers=_OPEN)


def openapi() -> dict[str, Any]:
    """Describe every address of the open data."""
    inputs = [(page.path, "serialization", _adapter(page)) for page in PAGES]
    schemas, definitions = TypeAdapter.json_schemas(
        inputs,  # type: ignore[arg-type]  # the mode is one of its literals
        ref_template="#/components/schemas/{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Yishi 议事: open data of a residents' council hall",
            "version": "1",
            "description": (
                "What the public pages show. Times are UTC seconds (0 = not yet), money is in "
                "fen, areas are in hundredths of a square metre. Under several communities every "
                "address stands behind /c/SLUG. No person is named anywhere."
            ),
        },
        "paths": {
            PREFIX + _VARIABLE.sub(r"{\1}", page.path): _path(
                page, schemas[page.path, "serialization"]
            )
            for page in PAGES
        },
        "components": {"schemas": definitions.get("$defs", {})},
    }


def _path(page: Page, schema: dict[str, Any]) -> dict[str, Any]:
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": f"^{pattern}$"},
        }
        for name, pattern in _VARIABLE.findall(page.path)
    ]
    described = {"application/json": {"schema": schema}}
    return {
        "get": {
            "operationId": page.template.removesuffix(".html"),
            "parameters": parameters,
            "responses": {
                "200": {"description": page.section, "content": described},
                "404": {"description": "There is nothing of that number, or not in public."},
            },
        }
    }


@cache
def _description() -> bytes:
    return json.dumps(openapi(), ensure_ascii=False).encode()


async def describe(_: web.Request) -> web.Response:
    """Answer with ``openapi.json``, written once."""
    return web.Response(body=_description(), content_type="application/json", headers=_OPEN)
