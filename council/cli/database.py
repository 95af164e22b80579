"""The database: migrations and standing invariants."""

import click

from council.cli.hall import command_hall
from council.config import load
from council.storage import migrate


@click.group()
def db() -> None:
    """The database schema."""


@db.command()
def upgrade() -> None:
    """Run every missing migration."""
    migrate.upgrade(load().database_url)
    click.echo(f"database is at {migrate.newest()}")


@click.command()
def check() -> None:
    """Check the standing invariants of the record; exit 1 when one does not hold."""
    from council.reads.invariants import check_all

    with command_hall() as hall:
        findings = hall.desk.read_now(check_all)
    for finding in findings:
        click.echo(f"{finding.name} {finding.state}: {finding.text}")
    if any(finding.state == "broken" for finding in findings):
        raise click.exceptions.Exit(1)
