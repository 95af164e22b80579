"""Opening the hall for one command at the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from council.bootstrap import Hall, SchemaBehind, open_hall
from council.cli.terminal import say_line
from council.commands.message import Command
from council.config import Settings, load
from council.domain.refusals import Refusal
from council.domain.values import OPERATOR
from council.storage import migrate
from council.storage.away import is_away, why_away
from council.storage.tables.people import communities
from council.storage.transaction import Transaction
from council.wording import word
from council.wording.say import Say
from council.wording.word import plain_text

in_community = click.option(
    "--community", metavar="SLUG", help="Which community (default: the only one)."
)


def stop(message: str, code: int = 2) -> NoReturn:
    """End with one line on stderr."""
    say_line(f"yishi: {message}", err=True)
    raise click.exceptions.Exit(code)


@contextmanager
def command_hall(settings: Settings | None = None, *, any_rules: bool = False) -> Iterator[Hall]:
    """Open the hall of the settings; an empty database gets its tables first."""
    found = settings or load()
    try:
        migrate.create_if_empty(found.database_url)
        with open_hall(found, any_rules=any_rules) as hall:
            yield hall
    except SchemaBehind as error:
        stop(f"{error}; run: yishi db upgrade")
    except migrate.SchemaNewer as error:
        stop(str(error))
    except DBAPIError as error:
        if not is_away(error):
            raise
        stop(f"YISHI_DATABASE_URL: {why_away(error)}")


def community_of(hall: Hall, slug: str | None) -> str:
    """The community that a command means: by slug, else the only one."""

    def find(tx: Transaction) -> list[tuple[str, str]]:
        rows = tx.connection.execute(select(communities.c.id, communities.c.slug))
        return [(row.id, row.slug) for row in rows]

    known = hall.desk.read_now(find)
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


def operate(hall: Hall, community_id: str, command: type[Command[Any]], **fields: Any) -> Any:
    """Act as the operator; a refusal ends the command with its sentence."""
    made = command(actor=OPERATOR, community_id=community_id, **fields)
    outcome = hall.desk.submit(made).result()
    if isinstance(outcome, Refusal):
        say = Say(hall.settings.locale, hall.settings.timezone)
        stop(plain_text(word(outcome, say).text, 500))
    return outcome
