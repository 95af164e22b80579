"""Killed without warning, again and again, while people act: nothing is lost, nothing done twice.

The product is a real child process (``python -m council run``) on a SQLite file; the Bot API and
the people live in the test. Who saw a confirmation has exactly one effect, drafts survive, and
everybody is answered in the end.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.server import BotAccount, Sandbox
from bot.sandbox.side import Side
from council.app import open_app
from council.cli.story.product import Product, free_port
from council.kernel.config import Settings
from council.kernel.values import OPERATOR
from council.people.commands import ImportResidents, IssueCodes, ResidentLine
from council.rules.founding import create_community
from tests.bot.conftest import BOTS, TOKENS

PEOPLE = 24
KILLS = 1
SEED = 20260144
#: People act, and the child is killed, at any moment of so many seconds after it became ready.
SOON = 2.0


def moment(what: str) -> float:
    """Some moment within SOON; the same for the same seed."""
    digest = sha256(f"{SEED}/{what}".encode()).digest()
    return SOON * int.from_bytes(digest[:4]) / 2**32


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    served = Sandbox(
        (BotAccount(token=TOKENS[bot], username=name, name=name) for bot, name in BOTS.items()),
        longest_webhook_delay=1,
    )
    await served.start()
    yield served
    await served.stop()


def prepare(url: str, folder: Path) -> dict[str, str]:
    """A community with a list of people; tells each one's code."""
    refs = tuple(f"邻居{n}" for n in range(PEOPLE))
    lines = tuple(
        ResidentLine(ref=ref, name=ref, unit="1-1", adult=True, owner_key=None, locale=None)
        for ref in refs
    )
    with open_app(Settings(_env_file=None, database_url=url, data_dir=folder)) as app:
        community_id = app.bus.submit_run(
            lambda tx: create_community(
                tx,
                slug="heyue",
                name="和悦家园",
                locale="zh_CN",
                timezone="Asia/Shanghai",
                demo=False,
            )
        ).result()
        operator: dict[str, Any] = {"actor": OPERATOR, "community_id": community_id}
        app.bus.submit(ImportResidents(lines=lines, **operator)).result()
        issued: Any = app.bus.submit(IssueCodes(refs=refs, **operator)).result()
    return {code.ref: code.code for code in issued.codes}


def said(side: Side) -> list[str]:
    return [m.get("text", "") for m in side.messages if m["from"]["is_bot"]]


async def answered(side: Side, beginning: str) -> None:
    """Wait until the bot said, or edited a message to say, something that begins so."""
    await side.until(lambda s: any(beginning in text for text in said(s)), 100)


@pytest.mark.parametrize("transport", ["polling", "webhook"])
async def test_killed_at_any_moment_each_confirmed_act_has_one_effect(
    sandbox: Sandbox, sqlite_url: str, tmp_path: Path, transport: str
):
    codes = prepare(sqlite_url, tmp_path)
    sides = {ref: sandbox.side(sandbox.add_person(ref).id, BOTS["resident"]) for ref in codes}
    url = f"http://127.0.0.1:{free_port()}"
    settings = {
        "YISHI_DATABASE_URL": sqlite_url,
        "YISHI_DATA_DIR": str(tmp_path),
        "YISHI_RESIDENT_BOT_TOKEN": TOKENS["resident"],
        "YISHI_STAFF_BOT_TOKEN": TOKENS["staff"],
        "YISHI_BOT_API_URL": sandbox.url,
        "YISHI_WEB_PORT": url.rpartition(":")[2],
        "YISHI_OUTBOX_PER_SECOND": "0",
    }
    if transport == "webhook":
        settings |= {"YISHI_WEBHOOK_URL": url, "YISHI_WEBHOOK_SECRET": "not-a-secret-in-a-test"}
    product = Product(settings=settings, folder=tmp_path, url=url)

    async def live(ref: str) -> None:
        """Join, begin a proposal, change the language."""
        side = sides[ref]
        await asyncio.sleep(moment(f"{transport}/{ref}"))
        side.start(codes[ref])
        await answered(side, f"{ref}，您好")
        side.text("/propose")
        await side.until(lambda s: len(said(s)) > 1, 100)
        side.text(f"{ref}的停车建议")
        side.text("/settings")
        await answered(side, "设置")
        side.tap(text="English")
        await answered(side, "Settings")

    await product.start()
    try:
        lives = [asyncio.create_task(live(ref)) for ref in codes]
        for kill in range(KILLS):
            await asyncio.sleep(moment(f"{transport}/kill {kill}"))
            await product.kill()
            await product.start()
        await asyncio.gather(*lives)
        await sandbox.idle(60)
    finally:
        await product.stop()

    def count(query: str) -> list[Any]:
        with sqlite3.connect(tmp_path / "yishi.db") as connection:
            return connection.execute(query).fetchall()

    assert count("SELECT count(*), count(DISTINCT resident_id) FROM accounts") == [
        (PEOPLE, PEOPLE)
    ]
    assert count("SELECT count(*) FROM acts WHERE verb = 'people.join'") == [(PEOPLE,)]
    assert count("SELECT locale, count(*) FROM residents GROUP BY 1") == [("en", PEOPLE)]
    assert count("SELECT count(*) FROM drafts WHERE content LIKE '%停车建议%'") == [(PEOPLE,)]
    assert count("SELECT update_id, error FROM poison_updates") == []
    assert product.tracebacks() == 0, product.last_words(60)
