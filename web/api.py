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
from web.ways import API, TABLE

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
    """Describe every address of the open data, as the table of pages has them."""
    inputs = [(page.path, "serialization", _adapter(page)) for page in PAGES]
    schemas, definitions = TypeAdapter.json_schemas(
        inputs,  # type: ignore[arg-type]  # the mode is one of its literals
        ref_template="#/components/schemas/{model}",
    )
    paths = {
        API + plain(page.path): _path(page, _JSON, schemas[page.path, "serialization"])
        for page in PAGES
    }
    paths |= {
        plain(page.path) + TABLE: _path(page, _CSV, {"type": "string"})
        for page in PAGES
        if page.table
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Yishi 议事: open data of a residents' council hall",
            "version": "1",
            "description": (
                "What the public pages show. Times are UTC seconds (0 = not yet), money is in "
                "fen, areas are in hundredths of a square metre; tables (CSV) have ISO 8601, yuan "
                "and square metres. Long lists come in parts: the header Link leads to the others. "
                "What is sent with an ETag is not sent again to who names it in If-None-Match. "
                "No person is named anywhere."
            ),
        },
        "servers": [
            {"url": "/", "description": "where there is one community"},
            {
                "url": "/c/{slug}",
                "description": "wherever there are several; it holds where there is one as well",
                "variables": {"slug": {"default": "heyue", "description": "which community"}},
            },
        ],
        "paths": paths,
        "components": {"schemas": definitions.get("$defs", {}) | {"Error": _ERROR}},
    }


def plain(path: str) -> str:
    """Write an address as OpenAPI has it: ``/polls/{number}``."""
    return _VARIABLE.sub(r"{\1}", path)


#: Media types of what is described.
_JSON, _CSV = "application/json", "text/csv"
_ERROR = {
    "title": "Error",
    "type": "object",
    "properties": {"error": {"enum": ["not found", "unavailable"]}},
    "required": ["error"],
    "additionalProperties": False,
}
_HEADERS: dict[str, Any] = {
    "ETag": {"description": "Names what was sent.", "schema": {"type": "string"}},
    "Link": {"description": "The other parts of a list (RFC 8288).", "schema": {"type": "string"}},
}


def _path(page: Page, media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Describe one address; ``schema`` is of what it answers with."""
    parameters: list[dict[str, Any]] = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": f"^{pattern}$"},
        }
        for name, pattern in _VARIABLE.findall(page.path)
    ]
    in_json = media_type == _JSON
    parameters += [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {"type": "string", "pattern": f"^(?:{may.pattern})$"},
        }
        for name, may in page.words
        if in_json
    ]
    error = {_JSON: {"schema": {"$ref": "#/components/schemas/Error"}}}
    in_words = {"text/html": {"schema": {"type": "string"}}}
    wrong = error if in_json else in_words
    name = page.template.removesuffix(".html")
    return {
        "get": {
            "operationId": name if in_json else f"{name}_table",
            "parameters": parameters,
            "responses": {
                "200": {
                    "description": page.section,
                    "headers": _HEADERS,
                    "content": {media_type: {"schema": schema}},
                },
                "304": {"description": "It is what you have."},
                "400": {
                    "description": "The address is longer than 8 kB.",
                    "content": {"text/plain": {"schema": {"type": "string"}}},
                },
                "404": {
                    "description": "There is nothing of that number, or not in public.",
                    "content": wrong,
                },
                "503": {
                    "description": "The record is away: come again after Retry-After seconds.",
                    "content": wrong,
                },
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
