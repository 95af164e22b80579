"""Row 2: casts inside the desk, beside the same rows inserted by plain batched Core statements."""

import asyncio
import json
import time
from pathlib import Path

from sqlalchemy import Engine, insert

from council import schema as migrate
from council.app import open_app
from council.cli.bench.population import Population, confirm_sheets, populate
from council.cli.bench.row import Row, rate
from council.kernel.bus.command_bus import CommandBus
from council.kernel.config import load
from council.kernel.database.engines import writer
from council.kernel.tables import processed_updates
from council.kernel.values import Cause
from council.polls.ballots.commands import BallotCast, CastBallot
from council.polls.tables import ballots

VOTERS, CALLERS = 6_000, 32
BUDGET = 0.70


async def measure(folder: Path) -> list[Row]:
    """Measure on SQLite."""
    return [await _row(f"sqlite:///{folder / 'desk.db'}", "SQLite FULL")]


async def _row(url: str, what: str) -> Row:
    migrate.upgrade(url)
    with open_app(load(database_url=url)) as app:
        people = confirm_sheets(app, populate(app, VOTERS))
        seconds = await cast_all(app.bus, people, range(VOTERS))
    plain = _plain(url, people)
    ours, limit = VOTERS / seconds, VOTERS / plain
    return Row(
        name="2 desk",
        what=f"casts inside the desk, {CALLERS} callers, {what}",
        measured=rate(ours),
        limit=f"the same rows by batched Core {rate(limit)}",
        ratio=f"{ours / limit:.0%}",
        budget=f"≥ {BUDGET:.0%}",
        met=ours / limit >= BUDGET,
        note=f"{seconds / VOTERS * 1e6:.0f} µs a cast; receipts unsigned",
    )


async def cast_all(desk: CommandBus, people: Population, voters: range) -> float:
    """Let 32 callers cast, each waiting for its answer, as the bots do; tells the seconds."""
    places = iter(voters)
    wrong: list[object] = []

    async def caller() -> None:
        for place in places:
            command = CastBallot(
                actor=people.voters[place],
                cause=Cause(bot="resident", update_id=place),
                poll=1,
                revision=people.revisions[place],
            )
            outcome = await desk.ask(command)
            if not isinstance(outcome, BallotCast):
                wrong.append(outcome)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(CALLERS):
            group.create_task(caller())
    seconds = time.perf_counter() - began
    assert not wrong, wrong[0]
    return seconds


def _plain(url: str, people: Population) -> float:
    """Insert the rows of as many casts, 32 a commit, and nothing else; tells the seconds."""
    engine = writer(url)
    receipt = json.dumps({"BallotCast": "x" * 600})
    began = time.perf_counter()
    for start in range(0, len(people.voters), CALLERS):
        _commit(engine, people, range(start, min(start + CALLERS, len(people.voters))), receipt)
    seconds = time.perf_counter() - began
    engine.dispose()
    return seconds


def _commit(engine: Engine, people: Population, places: range, receipt: str) -> None:
    with engine.begin() as connection:
        connection.execute(
            insert(ballots),
            [
                {
                    "community_id": people.community_id,
                    "poll_id": people.poll_id,
                    "slot": f"R{n:06d}",
                    "revision": 2,
                    "content": '[["C"],["A"],["B"]]',
                    "channel": "chat",
                    "cast_at": 1769745600,
                    "cast_by": "bench",
                }
                for n in places
            ],
        )
        connection.execute(
            insert(processed_updates),
            [
                {
                    "bot": "staff",
                    "update_id": n,
                    "processed_at": 1769745600,
                    "result": receipt,
                }
                for n in places
            ],
        )
