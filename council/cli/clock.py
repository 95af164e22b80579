"""The clock: how it stands, and an operator's word that it is right."""

from datetime import UTC, datetime

import click

from council.cli.hall import command_hall
from council.cli.terminal import say_line
from council.kernel.database.transaction import Transaction
from council.kernel.operation.records import accept_clock, last_beats, newest_time


@click.group()
def clock() -> None:
    """The machine's clock, by which polls open and close."""


@clock.command()
def show() -> None:
    """Show the clock beside the newest times of the record."""

    def look(tx: Transaction) -> tuple[int, int, int]:
        return tx.now, newest_time(tx), max((b.beat_at for b in last_beats(tx)), default=0)

    with command_hall() as app:
        now, newest, beat = app.bus.read_now(look)
    say_line(f"clock: {_moment(now)}")
    say_line(f"newest in the record: {_moment(newest)}")
    say_line(f"last sign of life: {_moment(beat)}")


@clock.command()
def accept() -> None:
    """Say that the machine's clock is right; a schedule that is held goes on within seconds."""
    with command_hall() as app:
        said = app.bus.submit_run(accept_clock).result()
    say_line(f"accepted: it is {_moment(said.accepted_at)}")


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%SZ") if at else "never"
