"""Our own static files: read once, served with a year's cache under the hash of their content."""

from hashlib import sha256
from pathlib import Path

from aiohttp import web

from council.kernel.values import value
from council.meetings.minutes import printing
from web.drawn import Drawn, drawn
from web.sending import send

_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}

_FOR_A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}


@value
class Asset:
    """One file in memory, as it is sent to be kept for a year and to be asked for again."""

    kept: Drawn
    fresh: Drawn
    version: str


class Assets:
    """All files of the static folder, and the look of a printed sheet of minutes."""

    def __init__(self) -> None:
        """Read them."""
        known = (*sorted(_FOLDER.iterdir()), printing.CSS)
        self.files = {path.name: _read(path) for path in known}

    def url(self, name: str) -> str:
        """The address of a file; it changes with the file's content."""
        return f"/static/{name}?v={self.files[name].version}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer ``/static/NAME``. Only an address with the right hash may be kept."""
        asset = self.files.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        right = request.query.get("v") == asset.version
        return send(request, asset.kept if right else asset.fresh)


def _read(path: Path) -> Asset:
    content, media_type = path.read_bytes(), _TYPES[path.suffix]
    return Asset(
        kept=drawn(content, media_type, headers=_FOR_A_YEAR),
        fresh=drawn(content, media_type),
        version=sha256(content).hexdigest()[:12],
    )
