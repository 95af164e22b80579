"""Bugs, a database that is away, and updates that nobody asked for, at the intake."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, func, insert, select

from bot.api import Call, Rejected
from bot.update_receiver import UpdateReceiver
from council.app import open_app
from council.kernel.app import App
from council.kernel.config import Settings
from council.kernel.database import engines
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, chats, communities, residents
from council.kernel.screens.screen import Screen
from council.kernel.tables import inbox, outbox, poison_updates, processed_updates
from council.kernel.values import Account, Cause
from council.people.commands import ChangeSettings

Handle = Callable[[dict[str, Any]], Awaitable[Screen | None]]


@dataclass
class FakeApi:
    """Remembers what it was asked; refuses what it is told to refuse."""

    calls: list[Call] = field(default_factory=list)
    refuses: str = ""

    async def call(self, call: Call) -> None:
        self.calls.append(call)
        if self.refuses:
            raise Rejected(self.refuses)

    def texts(self, chat: int) -> list[str]:
        return [c.params["text"] for c in self.calls if c.params.get("chat_id") == chat]


@dataclass
class FakeFace:
    """A bot whose handler is a function of the test."""

    api: FakeApi
    handle: Handle
    name: str = "resident"
    token: str = ""

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    async def answer(self, update: dict[str, Any], cause: Cause) -> Screen | None:
        return await self.handle(update)


def message(number: int, text: str = "hi", *, sender: int = 7, language: str = "en") -> Any:
    person = {"id": sender, "is_bot": False, "first_name": "A", "language_code": language}
    chat = {"id": sender, "type": "private"}
    body = {"message_id": 1, "date": 0, "from": person, "chat": chat, "text": text}
    return {"update_id": number, "message": body}


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Any:
    settings = Settings(
        _env_file=None,
        database_url=database_url,
        data_dir=tmp_path,
        bot_api_url="http://127.0.0.1:9",
    )
    with open_app(settings) as opened:
        yield opened


@asynccontextmanager
async def working(intake: UpdateReceiver) -> AsyncIterator[UpdateReceiver]:
    """An intake that works its inbox off."""
    sweeping = asyncio.create_task(intake.sweep())
    await asyncio.sleep(0)
    try:
        yield intake
    finally:
        sweeping.cancel()
        await asyncio.gather(sweeping, return_exceptions=True)


async def answered(face: FakeFace, account: int) -> None:
    """Wait until somebody was told something."""
    async with asyncio.timeout(60):
        while not face.api.texts(account):  # noqa: ASYNC110 - no bell rings for a test
            await asyncio.sleep(0.02)


async def worked_off(app: App) -> None:
    """Wait until nothing waits in the inbox."""
    async with asyncio.timeout(60):
        while rows(app, select(inbox.c.update_id)):  # noqa: ASYNC110 - no bell rings for a test
            await asyncio.sleep(0.02)


def rows(app: App, query: Any) -> list[Any]:
    return app.bus.read_now(lambda tx: [tuple(row) for row in tx.connection.execute(query)])


def resident(app: App, account: int, locale: str) -> None:
    """Somebody on the list who joined with an account."""

    def write(tx: Transaction) -> None:
        execute = tx.connection.execute
        community = {"id": "c", "slug": "c", "name": "C", "locale": "zh_CN", "demo": 0}
        community |= {"timezone": "Asia/Shanghai", "profile": "national", "created_at": 0}
        execute(insert(communities), [community])
        line = {"community_id": "c", "id": "r", "ref": "r", "name": "R", "unit": "", "adult": 1}
        execute(insert(residents), [{**line, "locale": locale}])
        bound = {"channel": "telegram", "account": str(account), "bound_at": 0}
        execute(insert(accounts), [{**bound, "community_id": "c", "resident_id": "r"}])
        execute(insert(chats), [{"bot": "resident", "account": str(account), "opened_at": 0}])

    app.bus.submit_run(write).result()


async def broken(update: dict[str, Any]) -> Screen | None:
    if update["update_id"] == 1:
        what = "a bug"
        raise KeyError(what)
    return Screen(text="fine")


@pytest.mark.parametrize("body", [False, True])
async def test_a_bug_is_recorded_told_and_acknowledged(app: App, body: bool):
    resident(app, 7, "zh_CN")
    face = FakeFace(FakeApi(), broken)
    intake = UpdateReceiver(app, face)

    for update in (message(1), message(1, sender=8), message(2)):
        await intake.take(update, body=body)

    assert [text[:8] for text in face.api.texts(7)] == ["系统出了问题，这", "fine"]
    assert face.api.texts(8)[0].startswith("Something went wrong on our side")
    poison = rows(app, select(poison_updates.c.update_id, poison_updates.c.error))
    bug = (1, "KeyError: 'a bug'")
    assert [(number, error.splitlines()[-1]) for number, error in poison] == [bug, bug]


async def test_what_cannot_be_drawn_is_a_bug_and_does_not_come_back(app: App):
    async def undrawable(_update: dict[str, Any]) -> Screen | None:
        return Screen(text=None)  # type: ignore[arg-type]

    async def unsendable(_update: dict[str, Any]) -> Screen | None:
        return Screen(text="x", rows=((None,),))  # type: ignore[arg-type]

    for number, handle in enumerate((undrawable, unsendable)):
        face = FakeFace(FakeApi(), handle)
        await UpdateReceiver(app, face).take(message(number))

    assert [text[:9] for text in face.api.texts(7)] == ["Something"]
    assert rows(app, select(poison_updates.c.update_id)) == [(1,)]


async def test_an_apology_that_is_refused_too_ends_there(app: App):
    face = FakeFace(FakeApi(refuses="Bad Request: no"), broken)

    await UpdateReceiver(app, face).take(message(2))
    await UpdateReceiver(app, face).take(message(1))

    assert [text[:9] for text in face.api.texts(7)] == ["fine", "Something", "Something"]


async def test_updates_that_nobody_asked_for_do_no_harm(app: App):
    face = FakeFace(FakeApi(), broken)
    intake = UpdateReceiver(app, face)
    group = {"id": -5, "type": "group"}
    person = {"id": 7, "is_bot": False, "first_name": "A"}
    post = {"message_id": 1, "date": 0, "chat": {"id": -9, "type": "channel"}, "text": "x"}
    member = {"status": "kicked"}
    change = {"chat": group, "from": person, "date": 0, "new_chat_member": member}
    resident(app, 7, "en")

    for odd in (
        {"update_id": 1},
        {"update_id": 1, "channel_post": post},
        {"update_id": 1, "edited_message": {**message(1)["message"], "chat": group}},
        {"update_id": 1, "no_such_kind": {"from": person}},
        {"update_id": 1, "message": None},
        {"update_id": 3, "my_chat_member": change},
    ):
        await intake.take(odd)
        await intake.take(odd, body=True)

    assert face.api.calls == []
    assert rows(app, select(poison_updates.c.update_id)) == []
    assert rows(app, select(chats.c.blocked_at)) == [(None,)], "groups are no concern of ours"


async def test_malformed_updates_are_recorded_and_acknowledged(app: App):
    intake = UpdateReceiver(app, FakeFace(FakeApi(), broken))

    await intake.take({"update_id": 1, "message": {}})
    await intake.take({"update_id": 2, "callback_query": {"id": "5"}})
    await intake.take({"update_id": 3, "my_chat_member": {}})

    assert len(rows(app, select(poison_updates.c.update_id))) == 3


@pytest.mark.postgres
async def test_a_database_that_goes_away_loses_no_update(postgres_url: str, tmp_path: Path):
    settings = Settings(_env_file=None, database_url=postgres_url, data_dir=tmp_path)
    with open_app(settings) as app:
        resident(app, 7, "zh_CN")
        away = 3

        async def change(update: dict[str, Any]) -> Screen | None:
            nonlocal away
            if away:
                away -= 1
                end_connections(postgres_url)
                app.bus.submit_run(lambda _tx: None).exception(5)
                await app.bus.read(_cut(postgres_url))
            account = Account(channel="telegram", id="7")
            cause = Cause(bot="resident", update_id=update["update_id"])
            await app.bus.ask(ChangeSettings(actor=account, cause=cause, locale="en"))
            return Screen(text="changed")

        face = FakeFace(FakeApi(), change)
        async with working(UpdateReceiver(app, face)) as intake:
            await intake.take_in([message(1)])
            while_away = rows(app, select(inbox.c.update_id))
            await answered(face, 7)  # only then is it safe to look: connections are cut till then
            await worked_off(app)

        assert while_away == [(1,)]
        assert rows(app, select(residents.c.locale)) == [("en",)]
        assert rows(app, select(func.count()).select_from(processed_updates)) == [(1,)]
        assert rows(app, select(poison_updates.c.update_id)) == []
        assert face.api.texts(7) == ["changed"]


def _cut(url: str) -> Callable[[Transaction], None]:
    def read(tx: Transaction) -> None:
        end_connections(url)
        tx.connection.execute(select(1))

    return read


def end_connections(url: str) -> None:
    """End every other connection to the database, as a restart of the server does."""
    engine = create_engine(engines.database_url(url))
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    engine.dispose()


async def test_a_reply_that_was_kept_is_remembered_after_a_restart(app: App):
    async def fine(_update: dict[str, Any]) -> Screen | None:
        return Screen(text="second")

    face = FakeFace(FakeApi(), fine)
    first = UpdateReceiver(app, face)
    await first.replies._keep("7", Screen(text="first"), wait=60)

    await UpdateReceiver(app, face).take(message(1))

    assert face.api.calls == []
    assert len(rows(app, select(outbox.c.id))) == 2


async def test_a_reply_that_was_on_its_way_at_a_crash_leaves_at_the_next_start(app: App):
    async def fine(_update: dict[str, Any]) -> Screen | None:
        return Screen(text="slow")

    class Hanging(FakeApi):
        async def call(self, call: Call) -> None:
            await asyncio.sleep(60)

    crashed = UpdateReceiver(app, FakeFace(Hanging(), fine))
    await crashed.take(message(1))
    on_its_way = rows(app, select(outbox.c.state, outbox.c.not_before > 0))
    restarted = UpdateReceiver(app, FakeFace(FakeApi(), fine))
    async with restarted.registered():
        after = rows(app, select(outbox.c.state, outbox.c.not_before))

    assert (on_its_way, after) == ([("queued", True)], [("queued", 0)])
    stopping = asyncio.create_task(crashed.courtesies())
    await asyncio.sleep(0)
    stopping.cancel()
    await asyncio.gather(stopping, return_exceptions=True)
