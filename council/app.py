"""Putting one process together: engines, clock, command bus, reads."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, select

from council import schema as migrate
from council.dispatch import BATCHES, run
from council.kernel.app import App
from council.kernel.bad_setting import BadSetting
from council.kernel.bus.command_bus import CommandBus
from council.kernel.clock import Clock
from council.kernel.config import Settings
from council.kernel.database import engines
from council.kernel.directory import communities
from council.kernel.speech.command import CommandRecogniser
from council.kernel.speech.recogniser import Recogniser
from council.rules.records import own_name
from council.rules.rulebook import own_profile, rulebook
from council.rules.source import BadRulesError


class SchemaBehind(Exception):
    """The database is not at this program's schema; ``yishi db upgrade`` mends it."""


def check_profiles(connection: Connection) -> None:
    """Refuse to start where rules are wrong, or a community has a profile that none describes."""
    known = rulebook()
    c = communities.c
    for slug, profile, own in connection.execute(select(c.slug, c.profile, c.own_rules)):
        if own:
            _check_own(slug, own)
        elif profile not in known:
            raise BadRulesError(
                file=f"{profile}.toml",
                line=1,
                what=f"community {slug} goes by these rules, and there is no such file",
                remedy=f"put it back, or use one of: {', '.join(known)}",
            )


def _check_own(slug: str, text: str) -> None:
    """Refuse rules that stand in the record, not in a file, with the way to replace them."""
    try:
        own_profile(own_name(slug), text)
    except BadRulesError as error:
        where = f"the rules of community {slug}, line {error.line}: {error.what}"
        way = f"yishi community rules --community {slug} --file FILE"
        raise BadSetting(f"{where}; {error.remedy}; then: {way}") from None


def _recogniser(settings: Settings) -> Recogniser | None:
    """Choose what turns voice messages into words; None: staff write them down."""
    if not settings.speech_command:
        return None
    return CommandRecogniser(settings.speech_command, seconds=settings.speech_seconds)


@contextmanager
def open_app(
    settings: Settings, *, clock: Clock | None = None, any_rules: bool = False
) -> Iterator[App]:
    """Open the record and start its command bus; close both afterwards.

    ``any_rules``: also where a community's rules cannot be read, so that others can be adopted.

    Raises SchemaBehind when migrations are missing, SchemaNewer when the program is too old,
    BadRulesError when the rules cannot be read.
    """
    write = engines.writer(settings.database_url)
    read = engines.reader(settings.database_url)
    try:
        with read.connect() as connection:
            at, newest = migrate.current(connection), migrate.newest()
            if at is not None and migrate.is_newer(at):
                raise migrate.SchemaNewer(at)
            if at != newest:
                message = f"database is at {at or 'nothing'}, this program needs {newest}"
                raise SchemaBehind(message)
            demo = bool(
                connection.scalar(
                    select(communities.c.demo).where(communities.c.demo == 1).limit(1)
                )
            )
            if not any_rules:
                check_profiles(connection)
        bus = CommandBus(write, read, clock or Clock(demo=demo), run=run, crowds=BATCHES)
        bus.start()
        try:
            yield App(
                settings=settings,
                clock=bus.clock,
                bus=bus,
                write=write,
                read=read,
                recogniser=_recogniser(settings),
            )
        finally:
            bus.close()
    finally:
        write.dispose()
        read.dispose()
