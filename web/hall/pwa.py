"""What makes the hall installable: its manifest, its worker, and what is shown without a network."""

import json
from pathlib import Path

from aiohttp import web

from web.hall.doors import stranger_voice
from web.headers import HEADERS
from web.site import SITE

_WORKER = Path(__file__).parents[1] / "static" / "hall_worker.js"
#: A worker's own policy: it fetches from us alone.
_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"


def _base(request: web.Request) -> str:
    slug = request.match_info.get("slug")
    return f"/c/{slug}/hall" if slug else "/hall"


async def manifest(request: web.Request) -> web.StreamResponse:
    """Answer ``GET /hall/manifest.webmanifest``."""
    say, asset, base = stranger_voice(request), request.app[SITE].assets.url, _base(request)
    icons = [
        {"src": asset(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    icons.append({**icons[-1], "src": asset("icon-maskable.png"), "purpose": "maskable"})
    told = {
        "name": str(say("web.hall.title")),
        "short_name": str(say("web.hall.short")),
        "lang": say.locale.replace("_", "-"),
        "id": base,
        "start_url": base,
        "scope": base,
        "display": "standalone",
        "background_color": "#faf5ec",
        "theme_color": "#faf5ec",
        "icons": icons,
    }
    return web.Response(
        text=json.dumps(told, ensure_ascii=False), content_type="application/manifest+json"
    )


async def worker(request: web.Request) -> web.StreamResponse:
    """Answer ``GET /hall/worker.js``, with what it keeps for an hour without a network."""
    asset, base = request.app[SITE].assets.url, _base(request)
    kept = [asset(name) for name in ("yishi.css", "hall.css", "seal.svg", "icon-192.png")]
    told = {
        "KEPT": [*kept, f"{base}/offline"],
        "BASE": base,
        "ICON": asset("icon-192.png"),
        "BADGE": asset("badge-96.png"),
    }
    head = "".join(f"const {name} = {json.dumps(text)};\n" for name, text in told.items())
    answer = web.Response(
        text=head + _WORKER.read_text(encoding="utf-8"), content_type="text/javascript"
    )
    answer.headers.update(
        {
            "Service-Worker-Allowed": base,
            "Cache-Control": "no-cache",
            **HEADERS,
            "Content-Security-Policy": _POLICY,
        }
    )
    return answer


async def offline(request: web.Request) -> web.StreamResponse:
    """Answer ``GET /hall/offline``: the page that is shown without a network."""
    say, site = stranger_voice(request), request.app[SITE]
    html = site.templates.get_template("hall_offline.html").render(
        say=say,
        asset=site.assets.url,
        base=_base(request),
        locale=say.locale,
        large=0,
    )
    return web.Response(text=html, content_type="text/html")
