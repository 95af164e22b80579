"""Row 2: casts inside the desk, beside the same rows inserted by plain batched Core statements."""

import json
import threading
import time
from pathlib import Path

from sqlalchemy import Engine, insert

from council.bootstrap import open_hall
from council.cli.bench.population import Population, confirm_sheets, populate
from council.cli.bench.row import Row, rate
from council.commands.ballots import BallotCast, CastBallot
from council.config import load
from council.desk import Desk
from council.domain.values import Cause
from council.storage import migrate
from council.storage.engines import writer
from council.storage.tables.dialogue import processed_updates
from council.storage.tables.polls import ballots

VOTERS, CALLERS = 6_000, 32
BUDGET = 0.70


async def measure(folder: Path) -> list[Row]:
    """Measure on SQLite; on PostgreSQL too where ``YISHI_BENCH_POSTGRES_URL`` names one."""
    return [_row(f"sqlite:///{folder / 'desk.db'}", "SQLite FULL")]


def on(url: str, what: str) -> Row:
    """Measure one database."""
    return _row(url, what)


def _row(url: str, what: str) -> Row:
    migrate.upgrade(url)
    with open_hall(load(database_url=url)) as hall:
        people = confirm_sheets(hall, populate(hall, VOTERS))
        seconds = _cast_all(hall.desk, people)
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


def _cast_all(desk: Desk, people: Population) -> float:
    """Let 32 callers cast, each waiting for its answer; tells the seconds."""
    places = iter(range(len(people.voters)))
    lock = threading.Lock()
    wrong: list[object] = []

    def caller() -> None:
        while True:
            with lock:
                place = next(places, None)
            if place is None:
                return
            command = CastBallot(
                actor=people.voters[place],
                cause=Cause(bot="resident", update_id=place),
                poll=1,
                revision=people.revisions[place],
            )
            outcome = desk.submit(command).result()
            if not isinstance(outcome, BallotCast):
                wrong.append(outcome)

    threads = [threading.Thread(target=caller) for _ in range(CALLERS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
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
