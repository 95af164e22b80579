"""How parameters arrive: query, urlencoded form, JSON or multipart; and how answers leave."""

import json
from binascii import a2b_qp
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from aiohttp import BodyPartReader, MultipartReader, web

from bot.sandbox.files import Upload
from bot.sandbox.wire import ApiError, Json, bad_request, dump

if TYPE_CHECKING:
    from aiohttp import ClientResponse

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
OCTETS = "application/octet-stream"


async def read_call(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Parameters and file parts of a request."""
    params: Json = dict(request.query) if request.query_string else {}
    if not request.body_exists:
        return params, {}
    if request.content_type.startswith("multipart/"):
        fields, uploads = await _read_parts(await request.multipart())
        return {**params, **fields}, uploads
    params.update(read_body(await request.read(), content_type=request.content_type))
    return params, {}


async def read_reply(response: "ClientResponse") -> tuple[Json, dict[str, Upload]]:
    """The same for the body a bot answered its webhook with."""
    if response.content_type.startswith("multipart/"):
        reader = MultipartReader(response.headers, response.content)
        return await _read_parts(reader)
    return read_body(await response.read(), content_type=response.content_type), {}


def read_body(body: bytes, *, content_type: str) -> Json:
    """A JSON or urlencoded body; anything else carries no parameters."""
    if not body:
        return {}
    if content_type == JSON:
        try:
            fields = json.loads(body)
        except ValueError:
            raise bad_request("can't parse JSON object in the request body") from None
        return fields if isinstance(fields, dict) else {}
    if content_type == FORM:
        return dict(_field(pair) for pair in body.split(b"&") if pair)
    return {}


def _field(pair: bytes) -> tuple[str, str]:
    name, _, value = pair.partition(b"=")
    return _unquote(name), _unquote(value)


def _unquote(quoted: bytes) -> str:
    """Percent decoding; the quoted-printable decoder, in C, is many times quicker for Chinese."""
    plain = quoted.replace(b"+", b" ")
    if b"%" not in plain:
        return plain.decode(errors="replace")
    if b"=" in plain or b"\n" in plain or b"\r" in plain:
        return unquote_to_bytes(plain).decode(errors="replace")
    return a2b_qp(plain.replace(b"%", b"=")).decode(errors="replace")


async def _read_parts(reader: MultipartReader) -> tuple[Json, dict[str, Upload]]:
    fields: Json = {}
    uploads: dict[str, Upload] = {}
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            fields[part.name] = content.decode(errors="replace")
        else:
            mime_type = part.headers.get("Content-Type", OCTETS)
            uploads[part.name] = Upload(name=part.filename, mime_type=mime_type, content=content)
    return fields, uploads


def ok(result: object, *, description: str | None = None) -> web.Response:
    """The envelope of success."""
    body: Json = {"ok": True, "result": result}
    if description is not None:
        body["description"] = description
    return web.Response(body=dump(body), content_type=JSON)


def refused(error: ApiError) -> web.Response:
    """The envelope of a refusal; the HTTP status is the error code."""
    headers = {}
    if error.parameters and "retry_after" in error.parameters:
        headers["Retry-After"] = str(error.parameters["retry_after"])
    return web.Response(
        body=dump(error.envelope()), content_type=JSON, status=error.code, headers=headers
    )
