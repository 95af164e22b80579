"""A community whose people come to the web hall with a browser, on both databases."""

import io
import re
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import insert, select

from council.app import open_app
from council.demo.town import RULES_FILE
from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.directory import accounts, residents
from council.kernel.values import OPERATOR, Account
from council.people.commands import GrantRole, ImportResidents, IssueCodes, ResidentLine
from council.people.joining import open_chat
from council.rules.founding import create_community
from web.app import make_app

_TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


@dataclass
class Browser:
    """Somebody's browser: it keeps cookies, and sends what its pages' forms say."""

    client: TestClient
    token: str = ""
    headers: dict[str, str] = field(default_factory=lambda: {"Sec-Fetch-Site": "same-origin"})

    async def get(self, path: str = "/hall") -> str:
        """Open a page."""
        answer = await self.client.get(path, headers=self.headers)
        return self.read(await answer.text())

    def read(self, html: str) -> str:
        """Take the token of a page's forms."""
        found = _TOKEN.search(html)
        if found:
            self.token = found[1]
        return html

    async def join(self, code: str) -> str:
        """Come in with a code; tells the page that follows."""
        await self.get()
        data = {"token": self.token, "text": code}
        answer = await self.client.post("/hall/join", data=data, headers=self.headers)
        return self.read(await answer.text())

    async def act(self, *, side: str = "", id: str = "", **given: Any) -> dict[str, Any]:  # noqa: A002
        """Send a press, words or a file as the script does."""
        form = FormData(quote_fields=False)  # as browsers do
        form.add_field("token", self.token)
        form.add_field("id", id or uuid.uuid4().hex)
        file = given.pop("file", None)
        for name, text in given.items():
            form.add_field(name, str(text))
        if file is not None:
            form.add_field("file", io.BytesIO(file[1]), filename=file[0])
        path = f"/hall/{side}/act" if side else "/hall/act"
        answer = await self.client.post(
            path, data=form, headers={**self.headers, "Accept": "application/json"}
        )
        told = await answer.json()
        return {**told, "status": answer.status}

    async def press(self, data: str, **given: Any) -> dict[str, Any]:
        """Press a button."""
        return await self.act(press=data, **given)


@dataclass
class Hamlet:
    """A community with a hall."""

    app: App
    community_id: str
    application: Any
    server: TestServer
    clock: FixedClock
    clients: list[TestClient] = field(default_factory=list)

    def resident(self, ref: str, *roles: str) -> str:
        """Put somebody on the list; tells the code of their slip."""
        line = ResidentLine(
            ref=ref, name=f"居民{ref}", unit="1-1-101", adult=True, owner_key=None, locale=None
        )
        self.operate(ImportResidents, lines=(line,))
        for role in roles:
            self.operate(GrantRole, ref=ref, role=role)
        return self.issue(ref).code

    def issue(self, ref: str) -> Any:
        """Issue somebody's code."""
        return self.operate(IssueCodes, refs=(ref,)).codes[0]

    def operate(self, command: Any, **fields: Any) -> Any:
        """Act as the operator."""
        made = command(actor=OPERATOR, community_id=self.community_id, **fields)
        return self.app.bus.submit(made).result()

    def rows(self, query: Any) -> list[Any]:
        """Run a select."""
        found = self.app.bus.read_now(lambda tx: list(tx.connection.execute(query)))
        return [tuple(row) for row in found]

    def run(self, function: Any) -> Any:
        """Run a function of the transaction."""
        return self.app.bus.submit_run(function).result()

    def chat(self, ref: str, account: str) -> None:
        """Let somebody have a chat as well."""

        def bind(tx: Any) -> None:
            resident = tx.connection.scalar(select(residents.c.id).where(residents.c.ref == ref))
            row = {
                "channel": "telegram",
                "account": account,
                "community_id": self.community_id,
                "resident_id": resident,
                "bound_at": tx.now,
            }
            tx.connection.execute(insert(accounts), [row])
            open_chat(tx, "resident", Account(channel="telegram", id=account))

        self.run(bind)

    def browser(self) -> Browser:
        """A browser that was never here."""
        client = TestClient(self.server)
        self.clients.append(client)
        return Browser(client)

    async def member(self, ref: str, *roles: str) -> Browser:
        """Somebody who has come in."""
        browser = self.browser()
        await browser.join(self.resident(ref, *roles))
        return browser


@pytest.fixture
def app(database_url: str, clock: FixedClock, tmp_path: Path) -> Iterator[App]:
    """A hall whose pages people can reach."""
    settings = Settings(
        _env_file=None,
        database_url=database_url,
        data_dir=tmp_path,
        public_url="http://hall.example",
    )
    with open_app(settings, clock=clock) as opened:
        yield opened


def found(app: App, slug: str = "heyue", name: str = "和悦家园") -> str:
    """Found a community; tells its id."""
    rules = RULES_FILE.read_text(encoding="utf-8")
    made = app.bus.submit_run(
        lambda tx: create_community(
            tx,
            slug=slug,
            name=name,
            locale="zh_CN",
            timezone="Asia/Shanghai",
            own_rules=rules,
            demo=True,
        )
    )
    return str(made.result())


@pytest.fixture
async def hamlet(app: App, clock: FixedClock) -> AsyncIterator[Hamlet]:
    """Found the community, open the doors."""
    community_id = found(app)
    application = make_app(app)
    async with TestServer(application) as server:
        opened = Hamlet(app, community_id, application, server, clock)
        yield opened
        for client in opened.clients:
            await client.close()


OK = HTTPStatus.OK
