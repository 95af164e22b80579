"""Putting one process together: engines, clock, desk, reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, select

from council.clock import Clock
from council.config import Settings
from council.desk import Desk
from council.storage import engines, migrate
from council.storage.tables.people import communities


class SchemaBehind(Exception):
    """The database is not at this program's schema; ``yishi db upgrade`` mends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """What every part of a process shares."""

    settings: Settings
    clock: Clock
    desk: Desk
    write: Engine
    read: Engine


@contextmanager
def open_hall(settings: Settings, *, clock: Clock | None = None) -> Iterator[Hall]:
    """Open the record and start its desk; close both afterwards.

    Raises SchemaBehind when migrations are missing.
    """
    write = engines.writer(settings.database_url)
    read = engines.reader(settings.database_url)
    try:
        with read.connect() as connection:
            at, newest = migrate.current(connection), migrate.newest()
            if at != newest:
                message = f"database is at {at or 'nothing'}, this program needs {newest}"
                raise SchemaBehind(message)
            demo = bool(
                connection.scalar(
                    select(communities.c.demo).where(communities.c.demo == 1).limit(1)
                )
            )
        desk = Desk(write, read, clock or Clock(demo=demo))
        desk.start()
        try:
            yield Hall(settings=settings, clock=desk.clock, desk=desk, write=write, read=read)
        finally:
            desk.close()
    finally:
        write.dispose()
        read.dispose()
