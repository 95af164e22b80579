"""Every address of the hall, below the root and below each community's."""

from collections.abc import Callable

from aiohttp import web

from council.kernel.app import App
from web.hall import doors, live, pushes, pwa
from web.hall.bell import Bells
from web.hall.hall import HALL, Hall
from web.hall.pushes import pushes_of
from web.show import Handler

GET: tuple[tuple[str, Handler], ...] = (
    ("/hall", doors.show),
    ("/hall/{side:desk}", doors.show),
    ("/hall/devices", doors.devices),
    ("/hall/files/{key:[A-Za-z0-9_-]{8,64}}", doors.file),
    ("/hall/events", live.events),
    ("/hall/{side:desk}/events", live.events),
    ("/hall/news", live.wait),
    ("/hall/{side:desk}/news", live.wait),
    ("/hall/manifest.webmanifest", pwa.manifest),
    ("/hall/worker.js", pwa.worker),
    ("/hall/offline", pwa.offline),
)
POST: tuple[tuple[str, Handler], ...] = (
    ("/hall/join", doors.join),
    ("/hall/act", doors.act),
    ("/hall/{side:desk}/act", doors.act),
    ("/hall/devices", doors.sign_out),
    ("/hall/push", pushes.take),
)


def open_doors(application: web.Application, app: App) -> None:
    """Let a web view have a hall, which is shut with it."""
    application[HALL] = Hall(app=app, bells=Bells(app), pushes=pushes_of(app))

    async def let_go(_: web.Application) -> None:
        await application[HALL].bells.close()

    application.on_shutdown.append(let_go)


def add(application: web.Application, root: str, wrapped: Callable[[Handler], Handler]) -> None:
    """Add them below a root."""
    for path, handler in GET:
        application.router.add_get(root + path, wrapped(handler))
    for path, handler in POST:
        application.router.add_post(root + path, wrapped(handler))
