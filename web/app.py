"""The web view: public pages, feeds and open data of every community of one hall.

Nothing here changes the record, but for the demo's clock. It knows no chat library.
"""

from aiohttp import web

from council.bootstrap import Hall
from web import demo, health
from web.assets import Assets
from web.headers import guard
from web.pages import PAGES
from web.readiness import Readiness
from web.show import in_words, lobby, shower
from web.site import SITE, Follow, Site, templates


def make_app(
    hall: Hall, readiness: Readiness | None = None, *, follow: Follow | None = None
) -> web.Application:
    """Make the web view of a hall.

    ``readiness`` is the heartbeat of this process' scheduler, None where it runs elsewhere.
    ``follow`` is awaited with the new offset (s) whenever a page has moved the demo's clock.
    """
    app = web.Application(middlewares=[in_words], client_max_size=64 * 1024)
    assets = Assets()
    app[SITE] = Site(
        hall=hall, templates=templates(), assets=assets, readiness=readiness, follow=follow
    )
    app.on_response_prepare.append(guard)
    for page in PAGES:
        handler = shower(page)
        app.router.add_get(page.path, lobby(handler) if page.path == "/" else handler)
        app.router.add_get("/c/{slug}" + page.path, handler)
    app.router.add_get("/static/{name}", assets.serve)
    app.router.add_get("/healthz", health.alive)
    app.router.add_get("/readyz", health.ready)
    app.router.add_get("/metrics", health.metrics)
    app.router.add_post("/demo/next-day", demo.next_day)
    app.router.add_post("/demo/clock", demo.set_clock)
    return app
