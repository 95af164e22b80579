"""The web view: public pages, feeds and open data of every community of one hall.

Nothing here changes the record, but for the demo's clock. It knows no chat library.
"""

from aiohttp import web

from council.bootstrap import Hall
from council.schedule.readiness import Readiness
from web import demo, health
from web.assets import Assets
from web.headers import guard
from web.pages import PAGES
from web.show import in_words, lobby, shower
from web.site import SITE, Site, templates


def make_app(hall: Hall, readiness: Readiness | None = None) -> web.Application:
    """Make the web view of a hall.

    ``readiness`` is how this process' schedule stands, None where it runs elsewhere.
    """
    app = web.Application(middlewares=[in_words], client_max_size=64 * 1024)
    assets = Assets()
    app[SITE] = Site(hall=hall, templates=templates(), assets=assets, readiness=readiness)
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
