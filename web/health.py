"""For machines that watch the process: ``/healthz``, ``/readyz``, ``/metrics``."""

from functools import cache

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from council.reads.public.operation import Figure, figures, newest_record
from council.storage import migrate
from council.storage.transaction import Transaction
from web.site import SITE

_HELP = {
    "outbox": "Messages by state: queued, sending, sent, dead.",
    "inbox": "Updates that were taken in and wait for their turn.",
    "poison_updates": "Updates that could not be read, or whose handler failed.",
    "processed_updates": "Updates whose effect committed.",
}
#: Seconds that the clock may seem behind the record before it counts as wrong.
_SLACK = 5


async def alive(_: web.Request) -> web.Response:
    """Answer ``/healthz``: the event loop turns."""
    return web.json_response({"status": "ok"})


async def ready(request: web.Request) -> web.Response:
    """Answer ``/readyz``: 200 when every part can do its work, else 503; each part by name."""
    site = request.app[SITE]
    checks = {"database": "ok", "migrations": "ok", "clock": "ok", "scheduler": "elsewhere"}
    try:
        now, newest, revision = await site.hall.desk.read(_look)
    except SQLAlchemyError:
        checks |= dict.fromkeys(("database", "migrations", "clock"), "unreachable")
    else:
        if revision != _newest_revision():
            checks["migrations"] = "behind"
        if now + _SLACK < newest:
            checks["clock"] = "behind the record"
    if site.readiness is not None:
        checks["scheduler"] = "late" if site.readiness.late else "ok"
    fine = all(check in {"ok", "elsewhere"} for check in checks.values())
    answer: dict[str, object] = {"ready": fine, "checks": checks}
    if site.readiness is not None:
        # Everything due by this time (UTC seconds) has been done.
        answer["done_until"] = site.readiness.clock
        answer["bots"] = sorted(site.readiness.bots)
    return web.json_response(answer, status=200 if fine else 503)


def _look(tx: Transaction) -> tuple[int, int, str | None]:
    return tx.now, newest_record(tx), migrate.current(tx.connection)


@cache
def _newest_revision() -> str:
    return migrate.newest()


async def metrics(request: web.Request) -> web.Response:
    """Answer ``/metrics`` in Prometheus' text format."""
    counted = await request.app[SITE].hall.desk.read(figures)
    lines: list[str] = []
    for name, about in _HELP.items():
        lines += [f"# HELP yishi_{name} {about}", f"# TYPE yishi_{name} gauge"]
        lines += [_line(figure) for figure in counted if figure.name == name]
    return web.Response(text="\n".join(lines) + "\n", content_type="text/plain")


def _line(figure: Figure) -> str:
    labels = ",".join(f'{name}="{text}"' for name, text in figure.labels)
    return f"yishi_{figure.name}{{{labels}}} {figure.number}"
