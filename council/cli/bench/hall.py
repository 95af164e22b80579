"""Row 13: casts through the web hall, beside a POST that does nothing; what open streams weigh."""

import asyncio
import json
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import insert, select

from council import schema as migrate
from council.app import open_app
from council.cli.bench.load import Load, fire, get, post
from council.cli.bench.population import Population, confirm_sheets, populate
from council.cli.bench.row import Row, rate
from council.cli.bench.serving import cost_of, free_port, listening, process
from council.kernel.app import App
from council.kernel.config import load
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts
from council.kernel.screens.screen import Button, Screen, as_json
from council.people.hall.sessions import CHANNEL, KEPT_FOR, hashed
from council.people.hall.tables import hall_messages, hall_sessions

VOTERS, CONNECTIONS, WARM, STREAMS = 3_000, 40, 300, 500


async def measure(folder: Path) -> list[Row]:
    """Measure both servers in turn, with the same load."""
    url = f"sqlite:///{folder / 'hall.db'}"
    migrate.upgrade(url)
    with open_app(load(database_url=url)) as app:
        people = confirm_sheets(app, populate(app, VOTERS))
        _let_in(app, people)
    requests = [press(n, revision) for n, revision in enumerate(people.revisions)]
    noop, noop_cpu, _ = await _serve(
        ["-m", "council.cli.bench.hall_noop", "{port}"], requests, {}, streams=0
    )
    casts, cpu, weight = await _serve(
        ["-m", "council", "web"],
        requests,
        {"YISHI_DATABASE_URL": url, "YISHI_LOG_LEVEL": "ERROR"},
        streams=STREAMS,
    )
    told = json.loads(casts.bodies[0]) if casts.bodies else {}
    return [
        Row(
            name="13 hall",
            what="confirmed casts through the web hall, SQLite FULL, one process",
            measured=rate(casts.rate),
            limit=f"no-op POST of a form {rate(noop.rate)}",
            ratio=f"{casts.rate / noop.rate:.0%}",
            budget="",
            met=None,
            note=f"p99 {casts.p99 * 1000:.0f} ms (no-op {noop.p99 * 1000:.0f} ms),"
            f" {cpu * 1e6:.0f} µs CPU a cast (no-op {noop_cpu * 1e6:.0f} µs),"
            f" {casts.answered} of {len(requests) - WARM} answered,"
            f" {len(told.get('html', ''))} characters each;"
            f" {STREAMS} open streams weigh {weight / 1024:.0f} KiB each",
        )
    ]


async def _serve(
    arguments: list[str], requests: list[bytes], environment: dict[str, str], *, streams: int
) -> tuple[Load, float, float]:
    """Start a server and load it; tells the load, CPU seconds a request, bytes a stream."""
    port = free_port()
    given = [argument.format(port=port) for argument in arguments]
    async with process(*given, environment={**environment, "YISHI_WEB_PORT": str(port)}) as server:
        await listening(port, server)
        await fire(port, requests[:WARM], connections=CONNECTIONS)
        before = cost_of(server.pid)
        found = await fire(port, requests[WARM:], connections=CONNECTIONS)
        used = cost_of(server.pid).cpu - before.cpu
        weight = await _weigh(port, server.pid, streams) if streams else 0.0
    return found, used / len(requests[WARM:]), weight


async def _weigh(port: int, pid: int, streams: int) -> float:
    """Open streams of as many people; tells the memory (bytes) of one."""
    before = cost_of(pid).memory
    opened = []
    for n in range(streams):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(get("/hall/events?after=99", _headers(n)))
        await reader.readuntil(b"\r\n\r\n")
        opened.append(writer)
    await asyncio.sleep(2)
    after = cost_of(pid).memory
    for writer in opened:
        writer.close()
    return (after - before) / streams


def _token(number: int) -> str:
    return f"benchmark-{number:020d}"


def _headers(number: int) -> dict[str, str]:
    """The cookie of a voter, from an address of their own."""
    return {
        "Cookie": f"yishi={_token(number)}",
        "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "Sec-Fetch-Site": "same-origin",
        "Accept": "application/json",
    }


def press(number: int, revision: int) -> bytes:
    """One press of the confirming button, as the page's script sends it."""
    form = sha256(b"yishi/hall/form/" + _token(number).encode()).hexdigest()[:32]
    body = urlencode(
        {
            "token": form,
            "id": f"bench-{number:020d}",
            "press": f"ballot.cast:1:{revision}",
            "message": 1,
        }
    ).encode()
    headers = {**_headers(number), "Content-Type": "application/x-www-form-urlencoded"}
    return post("/hall/act?after=1", body, headers)


def _let_in(app: App, people: Population) -> None:
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
                    "token_hash": hashed(_token(n)),
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
