"""Photos that go with public texts, by the hash of their content."""

from aiohttp import web

from council.reads.public.files import public_photo
from web.site import visit

#: What a browser may show in place. Anything else is not told, whatever it was stored as.
_SHOWN = ("image/jpeg", "image/png", "image/webp")


async def photo(request: web.Request) -> web.Response:
    """Answer ``/files/SHA256``."""
    sha256 = request.match_info["sha256"]
    _, found = await visit(
        request, lambda tx, community: public_photo(tx, community.id, sha256=sha256)
    )
    if found is None or found.media_type not in _SHOWN:
        raise web.HTTPNotFound
    return web.Response(
        body=found.content,
        content_type=found.media_type,
        headers={
            # An hour: a text that is withdrawn takes its photos with it.
            "Cache-Control": "public, max-age=3600",
            "Content-Disposition": "inline",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
