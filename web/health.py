"""For machines that watch the process: ``/healthz``, ``/readyz``, ``/metrics``."""

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from council import schema as migrate
from council.kernel.database.transaction import Transaction
from council.kernel.operation.public import Figure, figures, newest_record
from council.kernel.operation.records import STOPPED, Beat, acceptance, last_beats
from council.kernel.ticker.readiness import STARTING
from council.kernel.values import value
from council.people.hall.sessions import open_sessions
from web.hall.hall import HALL
from web.site import SITE, Site

_HELP = {
    "outbox": "Messages by state: queued, sending, sent, dead.",
    "outbox_by_channel": "The same messages by channel.",
    "inbox": "Updates that were taken in and wait for their turn.",
    "poison_updates": "Updates that could not be read, or whose handler failed.",
    "processed_updates": "Updates whose effect committed.",
    "processed_by_channel": "The same by the channel that they came by.",
    "hall": "The web hall: devices signed in, streams open, pushes taken and not taken.",
    "trouble": "1 where a part is paused, deaf, held or cannot be written, by part; else 0.",
}
UNWRITABLE = "cannot be written"
#: Seconds that the clock may seem behind the record before it counts as wrong.
_SLACK = 5
#: Seconds after which a part that gave signs of life is missed.
SILENT = 120


async def alive(_: web.Request) -> web.Response:
    """Answer ``/healthz``: the event loop turns."""
    return web.json_response({"status": "ok"})


async def ready(request: web.Request) -> web.Response:
    """Answer ``/readyz``: 200 when every part can do its work, else 503; each part by name."""
    site = request.app[SITE]
    checks = {"database": "ok", "migrations": "ok", "clock": "ok", "scheduler": "elsewhere"}
    try:
        found = await site.app.bus.read(_look)
    except SQLAlchemyError:
        checks |= dict.fromkeys(("database", "migrations", "clock"), "unreachable")
    else:
        if found.revision != migrate.newest():
            checks["migrations"] = _other(found.revision)
        if found.now + _SLACK < found.newest and found.newest > found.forgiven:
            checks["clock"] = "behind the record"
        checks |= _elsewhere(found)
    if site.readiness is not None:
        checks["scheduler"] = "late" if site.readiness.late else "ok"
        checks["clock"] = site.readiness.clock_trouble or checks["clock"]
        if site.readiness.unwritable and checks["database"] == "ok":
            checks["database"] = UNWRITABLE
        if site.readiness.record_trouble:
            checks["record"] = site.readiness.record_trouble
        checks |= {bot: trouble() or "ok" for bot, trouble in site.readiness.bots.items()}
    fine = all(check in {"ok", "elsewhere"} for check in checks.values())
    answer: dict[str, object] = {"ready": fine, "checks": checks}
    if site.readiness is not None:
        # Everything due by this time (UTC seconds) has been done.
        answer["done_until"] = site.readiness.clock
        answer["bots"] = [bot for bot in sorted(site.readiness.bots) if checks[bot] != STARTING]
        if site.readiness.warnings:
            answer["warnings"] = site.readiness.warnings
    return web.json_response(answer, status=200 if fine else 503)


@value
class _Look:
    """What the record says of the program's state. ``newest``: when an update was last handled."""

    now: int
    newest: int
    forgiven: int
    revision: str | None
    beats: tuple[Beat, ...]


def _look(tx: Transaction) -> _Look:
    revision = migrate.current(tx.connection)
    current = revision == migrate.newest()  # an older schema knows no signs of life
    return _Look(
        now=tx.now,
        newest=newest_record(tx),
        forgiven=acceptance(tx).newest if current else 0,
        revision=revision,
        beats=last_beats(tx) if current else (),
    )


def _other(revision: str | None) -> str:
    return "ahead" if migrate.is_newer(revision) else "behind"


def _elsewhere(found: _Look) -> dict[str, str]:
    """How the parts stand that ran at some time; those of this process are asked themselves."""
    told: dict[str, str] = {}
    for beat in found.beats:
        part = "scheduler" if beat.part == "ticker" else beat.part
        if beat.trouble == STOPPED:
            continue
        silent = found.now - beat.beat_at
        trouble = f"silent for {silent} s" if silent > SILENT else beat.trouble
        if trouble:
            told[part] = trouble
        elif part != "scheduler":
            told[part] = "ok"
    return told


async def metrics(request: web.Request) -> web.Response:
    """Answer ``/metrics`` in Prometheus' text format."""
    site = request.app[SITE]
    counted = await site.app.bus.read(figures) + _troubles(site) + await _hall(request)
    lines: list[str] = []
    for name, about in _HELP.items():
        lines += [f"# HELP yishi_{name} {about}", f"# TYPE yishi_{name} gauge"]
        lines += [_line(figure) for figure in counted if figure.name == name]
    return web.Response(text="\n".join(lines) + "\n", content_type="text/plain")


async def _hall(request: web.Request) -> tuple[Figure, ...]:
    """How the web hall is used."""
    hall = request.app[HALL]
    found = {
        "devices": await hall.app.bus.read(open_sessions),
        "streams": hall.bells.streams,
        "pushes": hall.pushes.sent if hall.pushes is not None else 0,
        "pushes_failed": hall.pushes.failed if hall.pushes is not None else 0,
    }
    return tuple(
        Figure(name="hall", labels=(("what", what),), number=number)
        for what, number in found.items()
    )


def _line(figure: Figure) -> str:
    labels = ",".join(f'{name}="{text}"' for name, text in figure.labels)
    return f"yishi_{figure.name}{{{labels}}} {figure.number}"


def _troubles(site: Site) -> tuple[Figure, ...]:
    """Which parts of this process are in trouble."""
    if site.readiness is None:
        return ()
    parts = {bot: trouble() for bot, trouble in sorted(site.readiness.bots.items())}
    parts["scheduler"] = site.readiness.trouble
    parts["database"] = UNWRITABLE if site.readiness.unwritable else ""
    return tuple(
        Figure(name="trouble", labels=(("part", part),), number=int(bool(trouble)))
        for part, trouble in parts.items()
    )
