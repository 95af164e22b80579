"""The web view: public pages, feeds and open data of every community of one hall.

What changes the record here is what people press in the web hall (``web.hall``) and on the pages in
their hands (``web.hand``), and the demo's clock. It knows no chat library.
"""

from collections.abc import Sequence

from aiohttp import web

from council.kernel.app import App
from council.kernel.screens.translator import catalog
from council.kernel.ticker.readiness import Readiness
from web import (
    api,
    ballots,
    calendars,
    cards,
    check_in,
    datasets,
    demo,
    feeds,
    files,
    floor,
    health,
    ledger_chain,
    ledger_files,
    minutes,
    site_map,
    statements,
)
from web.assets import Assets
from web.hall import routes as hall
from web.hand import door
from web.hand import pages as hand
from web.hand.pace import TRUSTED
from web.hand.who import WayIn
from web.page_cache import PageCache
from web.pages import PAGES
from web.sections import SECTIONS
from web.sending import SECURE, guard
from web.show import Handler, contents, in_words, lobby, nothing, shower
from web.site import SITE, Site, templates
from web.ways import API, PICTURE, TABLE

#: Where a community's pages stand when there are several.
_UNDER = "/c/{slug}"


def get_ready(locale: str) -> None:
    """Read what the front page is drawn with; there need not be a hall yet."""
    templates()
    catalog(locale)


def make_app(
    app: App, readiness: Readiness | None = None, ways: Sequence[WayIn] = ()
) -> web.Application:
    """Make the web view of a hall.

    ``readiness`` is how this process' schedule stands, None where it runs elsewhere. ``ways`` are
    those in which somebody who holds a page is found out.
    """
    application = web.Application(client_max_size=64 * 1024)
    assets, shelf = Assets(), PageCache(app)
    get_ready(app.settings.locale)  # before the doors open
    application[SITE] = Site(
        app=app, templates=templates(), assets=assets, shelf=shelf, readiness=readiness
    )
    application[door.DOOR] = door.Door(ways)
    application[TRUSTED] = app.settings.trusted_networks
    application[SECURE] = app.settings.public_url.startswith("https://")
    application.on_response_prepare.append(guard)
    application.on_cleanup.append(shelf.close)
    hall.open_doors(application, app)
    application[floor.WATCHES] = watches = floor.Watches()
    application.on_shutdown.append(watches.close)

    def get(path: str, handler: Handler) -> None:
        application.router.add_get(path, in_words(handler))

    get("/static/{name}", assets.serve)
    for path, handler in (
        ("/healthz", health.alive),
        ("/readyz", health.ready),
        ("/metrics", health.metrics),
        ("/robots.txt", site_map.robots),
        ("/sitemap.xml", site_map.index),
        (_UNDER + "/sitemap.xml", site_map.site_map),
    ):
        get(path, handler)
    get(API + "/openapi.json", api.describe)
    application.router.add_post("/demo/next-day", in_words(demo.next_day))
    application.router.add_post("/demo/clock", in_words(demo.set_clock))
    get("/", lobby(shower(PAGES[0])))
    for root in ("", _UNDER):
        for page in PAGES[0 if root else 1 :]:
            get(root + page.path, shower(page))
        for page in PAGES:
            get(root + API + page.path, api.teller(page))
            if page.card:
                get(root + page.path + PICTURE, cards.painter(page))
            if page.table:
                get(root + page.path + TABLE, datasets.lister(page))
        get(root + API + "{tail:(/.+)?}", api.nothing)
        for section in SECTIONS:
            if section.below:
                get(root + section.path, contents(section))
        get(root + "/meetings.ics", calendars.calendar)
        get(root + calendars.INVITATION, calendars.invitation)
        get(root + check_in.PATH, check_in.check_in)
        get(root + "/resolutions.atom", feeds.feed)
        get(root + "/news.atom", feeds.news)
        get(root + ballots.PATH, ballots.ballots)
        get(root + minutes.PATH + "docx", minutes.docx)
        get(root + minutes.PATH + "pdf", minutes.pdf)
        get(root + floor.PATH, floor.show)
        get(root + floor.PATH + "/events", floor.events)
        get(root + statements.PATH, statements.statements)
        hall.add(application, root, in_words)
        for path, handler in hand.PAGES:
            get(root + path, handler)
        application.router.add_post(root + door.PATH, in_words(door.serve))
        get(root + ledger_chain.PATH, ledger_chain.ledger_chain)
        for path, handler in ledger_files.FILES:
            get(root + path, handler)
        get(root + "/files/{sha256:[0-9a-f]{64}}", files.photo)
        application.router.add_route("*", root + "/{tail:.*}", in_words(nothing))
    return application
