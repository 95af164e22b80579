"""Loading marks: ended beside the answers, but never before them in a crowd."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from bot.api import Call
from bot.patience import PatientApi
from bot.replies import CROWD, Replies
from bot.standing import Standing
from council.app import open_app
from council.kernel.app import App
from council.kernel.config import Settings

MARK = Call(method="answerCallbackQuery", params={"callback_query_id": "1"})


class FakeApi:
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    async def call(self, call: Call) -> Any:
        self.calls.append(call)


@pytest.fixture
def app(sqlite_url: str) -> Iterator[App]:
    with open_app(Settings(_env_file=None, database_url=sqlite_url)) as opened:
        yield opened


async def test_in_a_crowd_the_loading_marks_wait_until_the_answers_are_out(app: App):
    api = FakeApi()
    replies = Replies(app, "resident", PatientApi(api, Standing("resident")))
    replies.in_hand = CROWD
    replies.courtesy(MARK)

    working = asyncio.create_task(replies.courtesies())
    await asyncio.sleep(0.12)
    in_the_crowd = list(api.calls)
    replies.in_hand = CROWD - 1
    while not api.calls:  # noqa: ASYNC110 - the fake has no bell
        await asyncio.sleep(0.01)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

    assert (in_the_crowd, api.calls) == ([], [MARK])
