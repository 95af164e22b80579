"""Opening the hall for one command at the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from council import schema as migrate
from council.app import SchemaBehind, open_app
from council.cli.terminal import say_line
from council.kernel.app import App
from council.kernel.bus.command import Command
from council.kernel.config import Settings, load
from council.kernel.database.away import is_away, why_away
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.refusals import Refusal
from council.kernel.screens.render import plain_text
from council.kernel.screens.translator import Translator
from council.kernel.values import OPERATOR
from council.wordings import render

in_community = click.option(
    "--community", metavar="SLUG", help="Which community (default: the only one)."
)


def stop(message: str, code: int = 2) -> NoReturn:
    """End with one line on stderr."""
    say_line(f"yishi: {message}", err=True)
    raise click.exceptions.Exit(code)


@contextmanager
def command_hall(settings: Settings | None = None, *, any_rules: bool = False) -> Iterator[App]:
    """Open the hall of the settings; an empty database gets its tables first."""
    found = settings or load()
    try:
        migrate.create_if_empty(found.database_url)
        with open_app(found, any_rules=any_rules) as app:
            yield app
    except SchemaBehind as error:
        stop(f"{error}; run: yishi db upgrade")
    except migrate.SchemaNewer as error:
        stop(str(error))
    except DBAPIError as error:
        if not is_away(error):
            raise
        stop(f"YISHI_DATABASE_URL: {why_away(error)}")


def community_of(app: App, slug: str | None) -> str:
    """The community that a command means: by slug, else the only one."""

    def find(tx: Transaction) -> list[tuple[str, str]]:
        rows = tx.connection.execute(select(communities.c.id, communities.c.slug))
        return [(row.id, row.slug) for row in rows]

    known = app.bus.read_now(find)
    slugs = ", ".join(s for _, s in known)
    if slug is not None:
        for community_id, its in known:
            if its == slug:
                return community_id
        stop(f"--community {slug}: there is no such community (known: {slugs or 'none'})")
    if len(known) == 1:
        return known[0][0]
    if not known:
        stop("there is no community yet; run: yishi community create SLUG --name NAME")
    stop(f"there are several communities; add --community with one of: {slugs}")


def operate(app: App, community_id: str, command: type[Command[Any]], **fields: Any) -> Any:
    """Act as the operator; a refusal ends the command with its sentence."""
    made = command(actor=OPERATOR, community_id=community_id, **fields)
    outcome = app.bus.submit(made).result()
    if isinstance(outcome, Refusal):
        say = Translator(app.settings.locale, app.settings.timezone)
        stop(plain_text(render(outcome, say).text, 500))
    return outcome
