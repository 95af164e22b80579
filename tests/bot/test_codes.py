"""Join codes through the staff bot: files for everybody, one slip at the desk, kept nowhere."""

import csv
import io
import re
from typing import Any

import pytest
import telegram

from council.people.commands import ImportResidents, ResidentLine
from council.tables import metadata
from tests.bot.conftest import Stage


def listed(stage: Stage, *names: str) -> None:
    """People on the list who have no code yet."""
    lines = tuple(
        ResidentLine(
            ref=f"R{n:03}", name=name, unit="1-1-101", adult=True, owner_key=None, locale=None
        )
        for n, name in enumerate(names, start=1)
    )
    stage.operate(ImportResidents, lines=lines)


def documents(stage: Stage, name: str) -> dict[str, str]:
    """The newest documents of each name that the staff bot sent."""
    return {
        message["document"]["file_name"]: stage.sandbox.world.files.get(
            message["document"]["file_id"]
        ).content.decode()
        for message in stage.side(name, "staff").messages
        if "document" in message
    }


async def test_everybody_who_has_not_joined_gets_a_code_in_two_files(stage: Stage):
    await stage.join("代", "clerk")
    listed(stage, "王芳", "李敏")
    stage.clock.at += 60

    shown = await stage.say("代", "/codes", bot="staff")
    sent = await stage.tap("代", "给 2 人发码", bot="staff")
    again = await stage.tap("代", "给 2 人发码", bot="staff")
    files = documents(stage, "代")
    rows = list(csv.DictReader(io.StringIO(files["codes.csv"].removeprefix("\ufeff"))))
    stage.phone("王芳")
    stage.side("王芳").start(rows[0]["link"].partition("start=")[2])
    await stage.quiet()

    assert "名单上 3 人，还没加入的 2 人。" in shown
    assert "以前没用过的码全部作废" in shown
    assert sent.startswith("✅ 已给 2 人发码")
    assert "已经发过码了，这次没有再发" in again
    assert list(files) == ["codes.csv", "slips.html"]
    assert [row["ref"] for row in rows] == ["R001", "R002"]
    assert rows[0]["link"].startswith("https://t.me/hall_bot?start=")
    assert "王芳（R001）的加入码" in files["slips.html"]
    assert files["slips.html"].count("<svg") == 2
    assert stage.last("王芳").startswith("王芳，您好！")


async def test_one_person_gets_a_code_at_the_desk(stage: Stage):
    await stage.join("代", "clerk")
    await stage.join("李敏")
    listed(stage, "王芳")

    done = await stage.say("代", "/code R001", bot="staff")
    told = [m["text"] for m in stage.side("代", "staff").messages if "text" in m]
    code = next(
        found[1] for text in told if (found := re.search(r"([A-Z2-7]{5} [A-Z2-7]{5})", text))
    )
    stage.phone("王芳")
    stage.side("王芳").start()
    await stage.say("王芳", f"/start {code}")
    joined = await stage.say("代", "/code 李敏", bot="staff")
    nobody = await stage.say("代", "/code R999", bot="staff")
    empty = await stage.say("代", "/code", bot="staff")

    assert done.startswith("✅ R001 的码见上，只显示这一次。")
    assert list(documents(stage, "代")) == ["slip.html"]
    assert stage.last("王芳").startswith("王芳，您好！")
    assert joined.startswith("李敏（李敏）已经加入了，不用再发码。")
    assert nobody.startswith("名册里没有这个编号：R999")
    assert empty.startswith("请在 /code 后面写上名册编号")


async def test_codes_stand_nowhere_in_the_database(stage: Stage):
    await stage.join("代", "clerk")
    listed(stage, "王芳", "李敏")
    await stage.say("代", "/codes", bot="staff")
    await stage.tap("代", "给 2 人发码", bot="staff")
    await stage.say("代", "/code R001", bot="staff")

    issued = list(
        csv.DictReader(io.StringIO(documents(stage, "代")["codes.csv"].removeprefix("\ufeff")))
    )
    texts = " ".join(m.get("text", "") for m in stage.side("代", "staff").messages)
    single = re.search(r"([A-Z2-7]{5}) ([A-Z2-7]{5})", texts)
    assert single is not None
    secrets = [row["code"] for row in issued]
    secrets += [row["link"].partition("start=")[2] for row in issued]
    secrets += [single[1] + single[2], single[0]]

    kept = stage.app.bus.read_now(everything)
    assert [secret for secret in secrets if secret in kept] == []


def everything(tx: Any) -> str:
    """Every row of every table, as text."""
    return " ".join(
        str(tuple(row))
        for table in metadata.tables.values()
        for row in tx.connection.execute(table.select())
    )


async def test_without_the_residents_bot_or_its_own_chat_nothing_is_lost(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    await stage.join("代", "clerk")
    await stage.join("物", "manager")
    listed(stage, "王芳")
    refused = await stage.say("物", "/code R001", bot="staff")

    async def broken(*_: Any, **__: Any) -> None:
        raise telegram.error.NetworkError("away")

    with monkeypatch.context() as away:
        away.setattr(telegram.ext.ExtBot, "send_document", broken)
        unsent = await stage.say("代", "/code R001", bot="staff")
    with monkeypatch.context() as away:
        away.setattr(telegram.Bot, "get_me", broken)
        unknown = await stage.say("代", "/code R001", bot="staff")

    assert refused.startswith("这一步只能由")
    assert unsent.startswith("码已经换新，但文件没能发给您")
    assert unknown.startswith("现在问不到居民机器人的名字")
