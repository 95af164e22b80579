"""The web view: public pages, feeds and open data of every community of one hall.

Nothing here changes the record, but for the demo's clock. It knows no chat library.
"""

from aiohttp import web

from council.bootstrap import Hall
from council.schedule.readiness import Readiness
from web import api, demo, feeds, files, health
from web.assets import Assets
from web.headers import guard
from web.pages import PAGES
from web.show import in_words, lobby, shower
from web.site import SITE, Site, templates

#: Where a community's pages stand when there are several.
_UNDER = "/c/{slug}"


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
        app.router.add_get(_UNDER + page.path, handler)
        for root in ("", _UNDER):
            app.router.add_get(root + api.PREFIX + page.path, api.teller(page))
    for root in ("", _UNDER):
        app.router.add_get(root + "/meetings.ics", feeds.calendar)
        app.router.add_get(root + "/resolutions.atom", feeds.feed)
        app.router.add_get(root + "/files/{sha256:[0-9a-f]{64}}", files.photo)
    app.router.add_get(api.PREFIX + "/openapi.json", api.describer())
    app.router.add_get("/static/{name}", assets.serve)
    app.router.add_get("/healthz", health.alive)
    app.router.add_get("/readyz", health.ready)
    app.router.add_get("/metrics", health.metrics)
    app.router.add_post("/demo/next-day", demo.next_day)
    app.router.add_post("/demo/clock", demo.set_clock)
    return app
