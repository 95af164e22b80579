"""Killed while members act: what was acknowledged is done, once, and everybody is answered.

The product is a real child process that WeCom alone leads to (no Telegram token), on a SQLite file.
"""

import asyncio
import contextlib
import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.wecom_sandbox.server import WecomSandbox
from council.app import open_app
from council.cli.story.product import environment, free_port
from council.kernel.config import Settings
from council.kernel.values import OPERATOR
from council.people.commands import ImportResidents, IssueCodes, ResidentLine
from council.rules.founding import create_community
from tests.bot.wecom.hall import settings_of, wecom_of

MEMBERS = 12


def prepare(url: str, folder: Path) -> list[str]:
    """A community with people on its list; tells their codes."""
    refs = tuple(f"邻居{n}" for n in range(MEMBERS))
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
    return [code.code for code in issued.codes]


class Child:
    """One ``yishi run`` after another."""

    def __init__(self, settings: dict[str, Any], folder: Path, url: str) -> None:
        self._environment = environment(
            {f"YISHI_{name.upper()}": str(value) for name, value in settings.items()}
        )
        self._folder, self._url = folder, url
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with (self._folder / "child.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "council",
                "run",
                env=self._environment,
                cwd=self._folder,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        async with aiohttp.ClientSession() as session:
            for _ in range(600):
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get(f"{self._url}/readyz") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.1)
        raise AssertionError((self._folder / "child.log").read_text())

    async def kill(self) -> None:
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        await self._process.wait()


async def delivered(theirs: WecomSandbox, xml: str) -> None:
    """Post until it is acknowledged, whatever happens meanwhile."""
    for _ in range(600):
        if await theirs.deliver(xml) == 200:
            return
    raise AssertionError("it is never acknowledged")


@pytest.mark.slow
async def test_killed_in_the_middle_each_member_joins_once_and_is_answered(
    sqlite_url: str, tmp_path: Path
):
    codes = prepare(sqlite_url, tmp_path)
    port = free_port()
    async with wecom_of(port) as theirs:
        url = f"http://127.0.0.1:{port}"
        child = Child(settings_of(theirs, sqlite_url, tmp_path, port), tmp_path, url)
        await child.start()
        posts = []
        for number, code in enumerate(codes):
            theirs.company.join(f"u{number}")
            fields = {"MsgType": "text", "Content": code, "MsgId": str(number + 1)}
            xml = theirs.xml(f"u{number}", fields)
            posts += [asyncio.create_task(delivered(theirs, xml)) for _ in range(2)]
        await asyncio.wait(posts, return_when=asyncio.FIRST_COMPLETED)
        await child.kill()
        await child.start()
        await asyncio.wait_for(asyncio.gather(*posts), 60)
        for _ in range(300):
            if all(theirs.company.chats[f"u{number}"] for number in range(MEMBERS)):
                break
            await asyncio.sleep(0.1)
        await child.kill()

    texts = {user: [each.text for each in shown] for user, shown in theirs.company.chats.items()}
    assert all(any("您已加入" in text for text in each) for each in texts.values()), texts
    assert not any("已经" in text for each in texts.values() for text in each), texts
    with contextlib.closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        bound = database.execute(
            "SELECT count(*), count(DISTINCT account) FROM accounts"
        ).fetchone()
        joined = database.execute(
            "SELECT count(*) FROM acts WHERE verb = 'people.join'"
        ).fetchone()
        left = database.execute("SELECT count(*) FROM poison_updates").fetchone()
    assert (bound, joined, left) == ((MEMBERS, MEMBERS), (MEMBERS,), (0,))
