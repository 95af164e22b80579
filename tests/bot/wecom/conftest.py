"""A WeCom of our own, and a client of it."""

from collections.abc import AsyncIterator

import pytest

from bot.wecom.api import Application, Wecom
from bot.wecom_sandbox.company import Company
from bot.wecom_sandbox.server import WecomSandbox
from tests.bot.wecom.test_crypto import KEY, TOKEN

CORP, SECRET, AGENT = "wx5823bf96d3bd56c7", "secret-of-a-test", 1000002


class Steady:
    """A clock that is moved by hand; WeCom's and ours."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
async def theirs(steady: Steady) -> AsyncIterator[WecomSandbox]:
    company = Company(corp_id=CORP, secret=SECRET, agent_id=AGENT, monotonic=steady)
    served = WecomSandbox(company, token=TOKEN, aes_key=KEY)
    await served.start()
    yield served
    await served.stop()


def application(
    theirs: WecomSandbox, *, secret: str = SECRET, agent_id: int = AGENT
) -> Application:
    return Application(url=theirs.url, corp_id=CORP, agent_id=agent_id, secret=secret)


@pytest.fixture
async def api(theirs: WecomSandbox, steady: Steady) -> AsyncIterator[Wecom]:
    made = Wecom(application(theirs), steady)
    yield made
    await made.close()
