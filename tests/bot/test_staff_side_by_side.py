"""Several staff at a time: a slow file of one holds up nobody else, and nobody gets another's answer."""

import asyncio

import pytest
from telegram import File

from bot.sandbox.files import Upload
from tests.bot.conftest import Stage


async def test_a_slow_file_holds_up_nobody_else(any_stage: Stage, monkeypatch: pytest.MonkeyPatch):
    for name in ("李敏", "王芳"):
        await any_stage.join(name, "facilitator")
    fetching, go = asyncio.Event(), asyncio.Event()
    fetch = File.download_as_bytearray

    async def slow(file: File) -> bytearray:
        fetching.set()
        await go.wait()
        return await fetch(file)

    monkeypatch.setattr(File, "download_as_bytearray", slow)
    roll = Upload(name="名册.csv", mime_type="text/csv", content=b"unit,kind,area,owners\n")
    any_stage.side("李敏", "staff").document(roll)
    await asyncio.wait_for(fetching.wait(), 20)

    side = any_stage.side("王芳", "staff")
    before = len(side.messages)
    side.text("/help")
    await side.until(lambda s: len(s.messages) == before + 2, timeout=20)
    held = any_stage.last("李敏", "staff")
    go.set()
    await any_stage.quiet()

    assert any_stage.last("王芳", "staff") != held
    assert any_stage.last("李敏", "staff") != held


async def test_many_at_once_each_get_their_own_answer(any_stage: Stage):
    names = [f"工作人员{n}" for n in range(12)]
    for name in names:
        await any_stage.join(name, "facilitator")
    for name in names:
        any_stage.side(name, "staff").text("/settings")
    await any_stage.quiet()

    assert [name in any_stage.last(name, "staff") for name in names] == [True] * 12
