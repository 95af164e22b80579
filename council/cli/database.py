"""The database: migrations and standing invariants."""

import click
from sqlalchemy.exc import DBAPIError

from council import schema as migrate
from council.cli.hall import command_hall, stop
from council.cli.terminal import say_line
from council.kernel.config import load
from council.kernel.database.away import is_away, why_away


@click.group()
def db() -> None:
    """The database schema."""


@db.command()
def upgrade() -> None:
    """Run every missing migration."""
    try:
        migrate.upgrade(load().database_url)
    except migrate.SchemaNewer as error:
        stop(str(error))
    except DBAPIError as error:
        if not is_away(error):
            raise
        stop(f"YISHI_DATABASE_URL: {why_away(error)}")
    say_line(f"database is at {migrate.newest()}")


@click.command()
def check() -> None:
    """Check the standing invariants of the record; exit 1 when one does not hold."""
    from council.checks.every import check_all

    with command_hall() as app:
        findings = app.bus.read_now(check_all)
    for finding in findings:
        say_line(f"{finding.name} {finding.state}: {finding.text}")
    if any(finding.state == "broken" for finding in findings):
        raise click.exceptions.Exit(1)
