"""Row 14: casts through the web hall, beside a POST that does nothing; what open streams weigh.

Three loads of the same size, answers compared by the second:

- ``nothing``: the hall's own stack without a database (``hall_noop``), which is what row 1 calls a
  no-op;
- ``idle``: the product itself takes a press that no row knows. It looks up who presses, checks the form,
  keeps act and answer by a commit, and draws it. The difference to a cast is the cast;
- ``casts``: a confirmed ballot by the button of a shown sheet, in its place, as the page's script
  sends it.
"""

import asyncio
import json
import time
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import insert, select

from council import schema as migrate
from council.app import open_app
from council.cli.bench.load import Load, fire, get, post
from council.cli.bench.population import Population, confirm_sheets, populate
from council.cli.bench.row import Row, rate
from council.cli.bench.serving import Cost, cost_of, free_port, listening, process
from council.kernel.app import App
from council.kernel.config import load
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts
from council.kernel.screens.screen import Button, Screen, as_json
from council.kernel.values import Account, value
from council.people.hall.messages import tell
from council.people.hall.sessions import CHANNEL, KEPT_FOR, hashed
from council.people.hall.tables import hall_messages, hall_sessions

#: Voters of one load; as many press idly.
VOTERS, CONNECTIONS, WARM, STREAMS = 3_000, 40, 300, 2_000
BUDGET = 0.70
#: What no row knows.
IDLE = "nothing.such"
#: How long (s) all streams may take to hear of an event.
HEARD_WITHIN = 60.0


@value
class Served:
    """What came of a load: answers, and CPU seconds for each."""

    load: Load
    cpu: float

    @property
    def told(self) -> str:
        """How long it took, in words."""
        return f"{self.cpu * 1e6:.0f} µs CPU, p99 {self.load.p99 * 1000:.0f} ms"


@value
class Streams:
    """Open streams: bytes of each and of the whole process; seconds until an event was heard."""

    each: float
    process: int
    first: float
    median: float
    last: float


async def measure(folder: Path) -> list[Row]:
    """Measure the servers in turn, with the same load."""
    url, empty = (f"sqlite:///{folder / name}" for name in ("hall.db", "empty.db"))
    migrate.upgrade(url)
    migrate.upgrade(empty)
    with open_app(load(database_url=url)) as app:
        people = confirm_sheets(app, populate(app, 2 * VOTERS))
        let_in(app, people)
    casts = [
        press(n, f"ballot.cast:1:{revision}")
        for n, revision in enumerate(people.revisions[:VOTERS])
    ]
    idles = [press(n, IDLE) for n in range(VOTERS, 2 * VOTERS)]
    port = free_port()
    async with process(
        "-m", "council.cli.bench.hall_noop", str(port), empty, environment={}
    ) as server:
        await listening(port, server)
        nothing = await _loaded(port, server.pid, casts)
    environment = {
        "YISHI_DATABASE_URL": url,
        "YISHI_LOG_LEVEL": "ERROR",
        "YISHI_WEB_PORT": str(port),
    }
    async with process("-m", "council", "web", environment=environment) as server:
        await listening(port, server)
        idle = await _loaded(port, server.pid, idles)
        cast = await _loaded(port, server.pid, casts)
        with open_app(load(database_url=url)) as app:
            streams = await _listen(port, server.pid, app)
    return [_row(nothing, idle, cast), _streams_row(streams)]


def _row(nothing: Served, idle: Served, cast: Served) -> Row:
    bare, own = (cast.load.rate / each.load.rate for each in (nothing, idle))
    told = json.loads(cast.load.bodies[0])
    return Row(
        name="14 hall",
        what="confirmed casts through the web hall, SQLite FULL, one process",
        measured=rate(cast.load.rate),
        limit=f"no-op POST of the same stack {rate(nothing.load.rate)};"
        f" a press that does nothing {rate(idle.load.rate)}",
        ratio=f"{bare:.0%}; {own:.0%}",
        budget=f"≥ {BUDGET:.0%}",
        met=bare >= BUDGET and cast.load.answered == VOTERS - WARM,
        note=f"cast {cast.told}; no-op without a database {nothing.told}; press that does nothing"
        f" {idle.told}; {cast.load.answered} of {VOTERS - WARM} answered,"
        f" {len(told['html'])} characters each",
    )


def _streams_row(found: Streams) -> Row:
    return Row(
        name="14 streams",
        what=f"{STREAMS:,} open event streams of as many people",
        measured=f"{found.each / 1024:.0f} KiB each",
        limit="–",
        ratio="–",
        budget="",
        met=None,
        note=f"the whole process {found.process / 2**20:.0f} MiB; a notice that another process wrote"
        f" for all of them was heard first after {found.first:.1f} s, by half after"
        f" {found.median:.1f} s, by all after {found.last:.1f} s (the record is asked every 2 s)",
    )


async def _loaded(port: int, pid: int, requests: list[bytes]) -> Served:
    """Warm a server and load it."""
    await fire(port, requests[:WARM], connections=CONNECTIONS)
    before = cost_of(pid)
    found = await fire(port, requests[WARM:], connections=CONNECTIONS)
    used = cost_of(pid).cpu - before.cpu
    return Served(load=found, cpu=used / len(requests[WARM:]))


async def _listen(port: int, pid: int, app: App) -> Streams:
    """Open streams, weigh them, and tell all of them something from another process: this one."""
    before: Cost = cost_of(pid)
    opened = []
    for n in range(STREAMS):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(get("/hall/events?after=2", _headers(n)))
        await reader.readuntil(b"\r\n\r\n")
        opened.append((reader, writer))
    await asyncio.sleep(3)
    after = cost_of(pid)
    notice = Screen(text="📢 <b>停水通知</b>\n\n明天 9:00 至 12:00 停水。")

    def write(tx: Transaction) -> None:
        for n in range(STREAMS):
            tell(tx, Account(channel=CHANNEL, id=f"bench-{n}"), "resident", notice)

    heard: list[float] = []

    async def hear(reader: asyncio.StreamReader) -> None:
        await reader.readuntil(b"event: news")
        heard.append(time.perf_counter())

    listeners = [asyncio.create_task(hear(reader)) for reader, _ in opened]
    await app.bus.run(write)
    began = time.perf_counter()
    async with asyncio.timeout(HEARD_WITHIN):
        await asyncio.gather(*listeners)
    for _, writer in opened:
        writer.close()
    heard.sort()
    return Streams(
        each=(after.memory - before.memory) / STREAMS,
        process=after.memory,
        first=heard[0] - began,
        median=heard[len(heard) // 2] - began,
        last=heard[-1] - began,
    )


def token(number: int) -> str:
    """The cookie of a voter."""
    return f"benchmark-{number:020d}"


def _headers(number: int) -> dict[str, str]:
    """The cookie of a voter, from an address of their own."""
    return {
        "Cookie": f"yishi={token(number)}",
        "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "Sec-Fetch-Site": "same-origin",
        "Accept": "application/json",
    }


def press(number: int, data: str) -> bytes:
    """One press of a button of the first message, as the page's script sends it."""
    form = sha256(b"yishi/hall/form/" + token(number).encode()).hexdigest()[:32]
    fields = {"token": form, "id": f"bench-{number:020d}", "press": data, "message": 1}
    headers = {**_headers(number), "Content-Type": "application/x-www-form-urlencoded"}
    return post("/hall/act?after=1", urlencode(fields).encode(), headers)


def let_in(app: App, people: Population) -> None:
    """Give every voter an account of the hall, and a device that is signed in."""

    def write(tx: Transaction) -> None:
        a = accounts.c
        bound = dict(tx.connection.execute(select(a.account, a.resident_id)).all())
        rows, sessions, shown = [], [], []
        confirm = as_json(Screen(text="请确认", rows=((Button(label="投票", press="home"),),)))
        for n, voter in enumerate(people.voters):
            rows.append(
                {
                    "channel": CHANNEL,
                    "account": f"bench-{n}",
                    "community_id": people.community_id,
                    "resident_id": bound[voter.id],
                    "bound_at": tx.now,
                }
            )
            shown.append(
                {
                    "account": f"bench-{n}",
                    "bot": "resident",
                    "number": 1,
                    "revision": 1,
                    "kind": "shown",
                    "body": confirm,
                    "made_at": tx.now,
                    "changed_at": tx.now,
                }
            )
            sessions.append(
                {
                    "token_hash": hashed(token(n)),
                    "id": f"s{n}",
                    "account": f"bench-{n}",
                    "guest_hash": "",
                    "device": "bench",
                    "made_at": tx.now,
                    "seen_at": tx.now,
                    "expires_at": tx.now + KEPT_FOR,
                }
            )
        tx.connection.execute(insert(hall_messages), shown)
        tx.connection.execute(insert(accounts), rows)
        tx.connection.execute(insert(hall_sessions), sessions)

    app.bus.submit_run(write).result()
