"""Rows 9 to 11: an owners' decision of 3,000 units: roll and ballots by file, the certified page."""

import asyncio
import io
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import openpyxl  # type: ignore[import-untyped]
from aiohttp import web
from sqlalchemy import insert, select, update

from council import schema as migrate
from council.app import open_app
from council.cli.bench.row import Row
from council.counter.ballot_files.commands import BallotsImported, ImportBallots
from council.kernel.app import App
from council.kernel.bus.command import Command
from council.kernel.clock import FixedClock
from council.kernel.config import load
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, communities, residents
from council.kernel.values import CLOCK, OPERATOR, Account
from council.motions.commands import DraftMotion
from council.people.commands import GrantRole, ImportResidents, ResidentLine
from council.polls.commands import (
    AnnouncePoll,
    CertifyPoll,
    ClosePoll,
    CountPoll,
    DraftRatification,
    OpenPoll,
)
from council.roll.commands import ImportRoll, RollImported
from council.rules.founding import create_community
from voting.formats.ballots_csv import read_ballots_to_keep
from voting.formats.roll_csv import read_roll_to_keep
from voting.formats.table import write_workbook
from web.app import make_app

UNITS, VOTERS = 3_000, 2_100
DAY = 86_400
#: Thursday 5 March 2026, 09:00 in Shanghai.
BEGINS = 1772672400
OPENS, CLOSES = BEGINS + 17 * DAY, BEGINS + 47 * DAY
PAGES = 20
ROLL_SECONDS, BALLOT_SECONDS, PAGE_SECONDS = 5.0, 5.0, 0.1


async def measure(folder: Path) -> list[Row]:
    """Measure on SQLite."""
    url = f"sqlite:///{folder / 'owners.db'}"
    migrate.create(url)
    clock = FixedClock(BEGINS)
    with open_app(load(database_url=url), clock=clock) as app:
        town = _Town(app)
        roll = write_workbook(_ROLL, _roll())
        rolled = _seconds(lambda: town.import_roll(roll))
        town.announce()
        clock.at = OPENS
        town.tick(OpenPoll, poll=1)
        clock.at = OPENS + 10 * DAY
        ballots = write_workbook(_BALLOTS, _ballots())
        voted = _seconds(lambda: town.import_ballots(ballots))
        clock.at = CLOSES
        town.tick(ClosePoll, poll=1)
        town.tick(CountPoll, poll=1)
        town.act("Z01", CertifyPoll, poll=1)
        page, healthz = await _served(app)
    return [
        _file(
            "9 roll by file",
            f"XLSX of {UNITS:,} units, read, compared, kept",
            rolled,
            roll,
            ROLL_SECONDS,
        ),
        _file(
            "10 ballots by file",
            f"XLSX of {VOTERS:,} ballots, read, judged, kept",
            voted,
            ballots,
            BALLOT_SECONDS,
        ),
        Row(
            name="11 result page",
            what=f"certified ratification of {UNITS:,} units, drawn anew each time",
            measured=f"{page * 1000:.1f} ms",
            limit=f"an answer of the same server {healthz * 1000:.1f} ms",
            ratio=f"{page / healthz:.0f} ×",
            budget=f"< {PAGE_SECONDS * 1000:.0f} ms",
            met=page < PAGE_SECONDS,
        ),
    ]


def _file(name: str, what: str, seconds: float, workbook: bytes, budget: float) -> Row:
    limit = _seconds(lambda: _cells(workbook))
    return Row(
        name=name,
        what=what,
        measured=f"{seconds:.2f} s",
        limit=f"reading its cells alone {limit:.2f} s",
        ratio=f"{seconds / limit:.1f} ×",
        budget=f"< {budget:.0f} s",
        met=seconds < budget,
    )


class _Town:
    """A community with a facilitator, a chair and a clerk."""

    def __init__(self, app: App) -> None:
        self._hall = app
        made = app.bus.submit_run(
            lambda tx: create_community(
                tx,
                slug="bench",
                name="bench",
                locale="zh_CN",
                timezone="Asia/Shanghai",
                demo=False,
            )
        ).result()
        assert isinstance(made, str), made
        self._id = made
        roles = {"F01": "facilitator", "Z01": "chair", "D01": "clerk"}
        lines = tuple(
            ResidentLine(ref=ref, name=ref, unit="", adult=True, owner_key=None, locale=None)
            for ref in roles
        )
        self.operate(ImportResidents, lines=lines)
        for ref, role in roles.items():
            self.operate(GrantRole, ref=ref, role=role)
        app.bus.submit_run(self._bind).result()

    def _bind(self, tx: Transaction) -> None:
        known = tx.connection.execute(select(residents.c.id, residents.c.ref)).all()
        rows = [
            {
                "channel": "telegram",
                "account": ref,
                "community_id": self._id,
                "resident_id": resident_id,
                "bound_at": tx.now,
            }
            for resident_id, ref in known
        ]
        tx.connection.execute(insert(accounts), rows)

    def act(self, ref: str, command: type[Command[Any]], **fields: Any) -> Any:
        """Act as somebody."""
        actor = Account(channel="telegram", id=ref)
        return self._hall.bus.submit(command(actor=actor, **fields)).result()

    def operate(self, command: type[Command[Any]], **fields: Any) -> Any:
        """Act as the operator."""
        made = command(actor=OPERATOR, community_id=self._id, **fields)
        return self._hall.bus.submit(made).result()

    def tick(self, command: type[Command[Any]], **fields: Any) -> Any:
        """Act as the clock."""
        made = command(actor=CLOCK, community_id=self._id, **fields)
        return self._hall.bus.submit(made).result()

    def import_roll(self, content: bytes) -> None:
        """Look at the file, then keep it, as the desk does."""
        table = read_roll_to_keep(content, file="roll.xlsx")
        fields = {"units": table.units, "same_owner": frozenset[str]()}
        self.operate(ImportRoll, dry_run=True, **fields)
        done = self.operate(ImportRoll, content=content, **fields)
        assert isinstance(done, RollImported), done

    def import_ballots(self, content: bytes) -> None:
        """Look at the file, then keep it."""
        table = read_ballots_to_keep(content, file="ballots.xlsx", zone=ZoneInfo("Asia/Shanghai"))
        fields = {"poll": 1, "table": table, "content": content}
        self.act("D01", ImportBallots, dry_run=True, **fields)
        done = self.act("D01", ImportBallots, **fields)
        assert isinstance(done, BallotsImported), done

    def announce(self) -> None:
        """Draft a motion of the owners' committee, and announce its vote."""
        made = {
            "mover": "owners_committee",
            "legal_class": "O-8",
            "title": "bench",
            "body": "bench",
        }
        self.act("F01", DraftMotion, **made)
        window = {"opens_at": OPENS, "closes_at": CLOSES}
        self.act("F01", DraftRatification, motion=1, title="bench", legal_class="O-8", **window)
        self.act("F01", AnnouncePoll, poll=1)


_ROLL = ("房号", "楼栋", "类型", "专有面积", "业主")
_BALLOTS = ("房号", "业主", "选择", "时间", "渠道", "编号")


def _roll() -> Iterable[tuple[str, ...]]:
    for number in range(UNITS):
        building, unit = divmod(number, 60)
        yield (
            f"{building + 1}-{unit + 1:03d}",
            f"{building + 1}号楼",
            "住宅",
            "89.36",
            f"业主{number}",
        )


def _ballots() -> Iterable[tuple[str, ...]]:
    for number in range(VOTERS):
        building, unit = divmod(number, 60)
        said = ("同意", "同意", "同意", "同意", "反对", "弃权")[number % 6]
        when = "2026-03-25 10:00"
        yield (
            f"{building + 1}-{unit + 1:03d}",
            f"业主{number}",
            said,
            when,
            "纸质",
            f"A-{number}",
        )


def _cells(workbook: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(workbook), read_only=True, data_only=True)
    return sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


async def _served(app: App) -> tuple[float, float]:
    """Serve the pages; tells the median of drawing the result's page, and of a bare answer."""
    runner = web.AppRunner(make_app(app), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        drawn, bare = [], []
        for round_ in range(PAGES):
            # A change of the record: no page that was drawn before may be sent again.
            change = update(communities).values(name=f"bench {round_}")
            await app.bus.run(lambda tx, change=change: tx.connection.execute(change).rowcount)  # type: ignore[misc]
            drawn.append(await asyncio.to_thread(_seconds, lambda: _get(f"{address}/polls/1")))
            bare.append(await asyncio.to_thread(_seconds, lambda: _get(f"{address}/healthz")))
    finally:
        await runner.cleanup()
    return sorted(drawn)[PAGES // 2], sorted(bare)[PAGES // 2]


def _get(url: str) -> bytes:
    with urlopen(url, timeout=30) as answer:  # noqa: S310 - loopback
        content: bytes = answer.read()
        return content
