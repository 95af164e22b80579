"""Our own static files: read once, served with a year's cache under the hash of their content."""

from hashlib import sha256
from pathlib import Path

from aiohttp import web

from council.domain.values import value

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".txt": "text/plain"}


@value
class Asset:
    """One file in memory."""

    content: bytes
    media_type: str
    version: str


class Assets:
    """All files of the static folder."""

    def __init__(self) -> None:
        """Read them."""
        self.files = {
            path.name: Asset(
                content=path.read_bytes(),
                media_type=_TYPES[path.suffix],
                version=sha256(path.read_bytes()).hexdigest()[:12],
            )
            for path in sorted(_FOLDER.iterdir())
        }

    def url(self, name: str) -> str:
        """The address of a file; it changes with the file's content."""
        return f"/static/{name}?v={self.files[name].version}"

    async def serve(self, request: web.Request) -> web.Response:
        """Answer ``/static/NAME``. Only an address with the right hash may be kept."""
        asset = self.files.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        right = request.query.get("v") == asset.version
        kept = "public, max-age=31536000, immutable" if right else "no-cache"
        return web.Response(
            body=asset.content,
            content_type=asset.media_type,
            charset="utf-8",
            headers={"Cache-Control": kept},
        )
