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

from council.kernel.database.away import is_away
from council.kernel.paging import Paging, Part
from web.drawn import Drawn, drawn
from web.pages import PAGES, Page
from web.request_context import RequestContext, Wanted
from web.show import COME_AGAIN, Handler, gathered, note_away, served
from web.site import NoSuchCommunity, NothingThere, Site
from web.ways import API

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
    """Make the handler that tells one page as JSON.

    Where it is a part of a list, the header ``Link`` leads to the others (RFC 8288).
    """

    def draw(site: Site, wanted: Wanted) -> Drawn:
        here, shown = gathered(site, wanted, page)
        body = _adapter(page).dump_json(shown.items if isinstance(shown, Part) else shown)
        return drawn(body, "application/json", headers=_OPEN | _links(here.asking, shown))

    tell = served(API + page.path, draw, words=page.words, spoken=False)

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await tell(request)
        except (NothingThere, NoSuchCommunity):
            return await nothing(request)
        except Exception as error:
            if not is_away(error):
                raise
            note_away(error)
            away = {**_OPEN, **COME_AGAIN}
            return web.json_response({"error": "unavailable"}, status=503, headers=away)

    return answer


def _links(here: RequestContext, shown: Any) -> dict[str, str]:
    """Write the ways to the other parts of a list."""
    where: Paging | None = getattr(shown, "paging", None)
    if where is None or not where.ways:
        return {}
    ways = (f'<{here.part(*way)}>; rel="{name}"' for name, way in where.ways.items())
    return {"Link": ", ".join(ways)}


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
                "fen, areas are in hundredths of a square metre. Long lists come in parts: the "
                "header Link leads to the others. Under several communities every "
                "address stands behind /c/SLUG. No person is named anywhere."
            ),
        },
        "paths": {
            API + _VARIABLE.sub(r"{\1}", page.path): _path(
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
    parameters += [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {"type": "string", "pattern": f"^({may.pattern})$"},
        }
        for name, may in page.words
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


#: Answers with ``openapi.json``, written once.
describe = served(
    "openapi",
    lambda _site, _wanted: drawn(_description(), "application/json", headers=_OPEN),
    spoken=False,
)
