"""A start that waits for the Bot API says so, and does not fill the log with it."""

import logging
from functools import partial
from typing import Any

import pytest

from bot import menu
from bot.api import Call, Unreachable
from council.kernel.again import Again


class AwayFor:
    """A Bot API that is away for so many calls, one a second."""

    def __init__(self, calls: int) -> None:
        self.left = calls
        self.seconds = 0.0

    async def call(self, call: Call) -> Any:
        self.seconds += 1
        if self.left:
            self.left -= 1
            raise Unreachable("no route to host")
        return "me"


async def test_a_start_says_at_once_and_then_ever_more_seldom_that_it_waits(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    api = AwayFor(150)
    monkeypatch.setattr(menu, "PAUSE", 0)
    monkeypatch.setattr(menu, "Again", partial(Again, lambda: api.seconds))

    with caplog.at_level(logging.WARNING):
        found = await menu.insist(api, Call(method="getMe", params={}))

    told = [record.getMessage() for record in caplog.records]
    assert found == "me"
    assert told == ["getMe: no route to host"] * 7
