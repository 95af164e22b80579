"""Row 1: confirmed casts through the residents' webhook, beside a no-op aiogram webhook."""

import json
from pathlib import Path

from council import schema as migrate
from council.app import open_app
from council.cli.bench.load import Load, fire, post, until_answered
from council.cli.bench.population import confirm_sheets, populate
from council.cli.bench.row import Row, rate
from council.cli.bench.serving import (
    SECRET,
    TOKEN,
    agreeable_api,
    cost_of,
    free_port,
    listening,
    process,
)
from council.kernel.config import load
from council.kernel.values import Account

VOTERS, CONNECTIONS, WARM = 3_000, 40, 300
BUDGET = 0.70


async def measure(folder: Path) -> list[Row]:
    """Measure both servers in turn, with the same load."""
    from bot.update_receiver import hook_secret

    url = f"sqlite:///{folder / 'webhook.db'}"
    migrate.upgrade(url)
    settings = load(database_url=url)
    with open_app(settings) as app:
        people = confirm_sheets(app, populate(app, VOTERS))
    secret = hook_secret(SECRET, "resident")
    requests = [
        press(n, voter, revision, secret)
        for n, (voter, revision) in enumerate(
            zip(people.voters, people.revisions, strict=True), start=1
        )
    ]
    async with agreeable_api() as api:
        noop, noop_cpu = await _serve(
            ["-m", "council.cli.bench.noop", "{port}", secret, api], requests, {}
        )
        casts, cpu = await _serve(
            ["-m", "council", "resident-bot"],
            requests,
            {
                "YISHI_DATABASE_URL": url,
                "YISHI_RESIDENT_BOT_TOKEN": TOKEN,
                "YISHI_BOT_API_URL": api,
                "YISHI_WEBHOOK_SECRET": SECRET,
                "YISHI_LOG_LEVEL": "ERROR",
            },
        )
    ratio = casts.rate / noop.rate
    first = json.loads(casts.bodies[0]).get("method", "") if casts.bodies else ""
    return [
        Row(
            name="1 webhook",
            what="confirmed casts, SQLite FULL, one process",
            measured=rate(casts.rate),
            limit=f"no-op aiogram webhook {rate(noop.rate)}",
            ratio=f"{ratio:.0%}",
            budget=f"≥ {BUDGET:.0%}",
            met=ratio >= BUDGET and casts.answered == len(requests) - WARM,
            note=f"p99 {casts.p99 * 1000:.0f} ms (no-op {noop.p99 * 1000:.0f} ms), "
            f"{cpu * 1e6:.0f} µs CPU a cast (no-op {noop_cpu * 1e6:.0f} µs, {noop_cpu / cpu:.0%}), "
            f"body {first}; receipts unsigned",
        )
    ]


async def _serve(
    arguments: list[str], requests: list[bytes], environment: dict[str, str]
) -> tuple[Load, float]:
    """Start a server, warm it, load it; tells the load and the CPU seconds a request."""
    port = free_port()
    given = [argument.format(port=port) for argument in arguments]
    environment = {
        **environment,
        "YISHI_WEB_PORT": str(port),
        "YISHI_WEBHOOK_URL": f"http://127.0.0.1:{port}",
    }
    async with process(*given, environment=environment) as server:
        await listening(port, server)
        await until_answered(port, requests[0])
        await fire(port, requests[:WARM], connections=CONNECTIONS)
        before = cost_of(server.pid)
        load = await fire(port, requests[WARM:], connections=CONNECTIONS)
        used = cost_of(server.pid).cpu - before.cpu
    return load, used / len(requests[WARM:])


def press(number: int, voter: Account, revision: int, secret: str) -> bytes:
    """One press of the confirming button, as the Bot API posts it."""
    user = {"id": int(voter.id), "is_bot": False, "first_name": "居民", "language_code": "zh-hans"}
    chat = {"id": int(voter.id), "type": "private", "first_name": "居民"}
    update = {
        "update_id": number,
        "callback_query": {
            "id": str(number),
            "from": user,
            "chat_instance": "1",
            "data": f"ballot.cast:1:{revision}",
            "message": {
                "message_id": 5,
                "date": 1769745600,
                "chat": chat,
                "from": {"id": 1001, "is_bot": True, "first_name": "bench"},
                "text": "请确认",
            },
        },
    }
    headers = {
        "Content-Type": "application/json",
        "X-Telegram-Bot-Api-Secret-Token": secret,
    }
    return post("/hooks/resident", json.dumps(update).encode(), headers)
