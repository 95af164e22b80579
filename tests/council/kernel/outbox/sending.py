"""Channels that answer as they are told, and letters to send through them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import select

from council.kernel.app import App
from council.kernel.outbox.enqueueing import everyone, notify
from council.kernel.outbox.rate_limiter import RateLimiter
from council.kernel.outbox.sender import Sender
from council.kernel.outbox.transport import Delivery, Sent, Unknown
from council.kernel.screens.screen import Screen
from council.kernel.tables import outbox
from tests.council.conftest import Town

UNPACED = RateLimiter(per_second=0, per_chat=0)


class FakeOutlet:
    """Answers as it is told, and remembers what it delivered."""

    channel = "telegram"

    def __init__(
        self, answer: Callable[[str, str], Delivery] = lambda _account, _text: Sent()
    ) -> None:
        self.answer = answer
        self.sent: list[tuple[str, str]] = []

    async def send(self, account: str, screen: Screen) -> Delivery:
        delivery = self.answer(account, screen.text)
        if isinstance(delivery, Sent | Unknown):
            self.sent.append((account, screen.text))
        return delivery


class SlowOutlet(FakeOutlet):
    """Holds what goes to one account until ``go`` is set."""

    def __init__(self, slow: str) -> None:
        super().__init__()
        self.slow = slow
        self.go = asyncio.Event()
        self.held = False

    async def send(self, account: str, screen: Screen) -> Delivery:
        if account == self.slow:
            self.held = True
            await self.go.wait()
        return await super().send(account, screen)


@asynccontextmanager
async def serving(
    town: Town, outlet: FakeOutlet, pace: RateLimiter = UNPACED, app: App | None = None
) -> AsyncIterator[None]:
    """Serve the outbox while the block runs, then stop politely."""
    task = asyncio.create_task(Sender(app or town.app, "resident", outlet, pace).serve())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(predicate: Callable[[], bool]) -> None:
    for _ in range(1000):
        if predicate():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("waited in vain")


def notify_all(town: Town, *, notice: str, subject: str) -> None:
    """Queue a notice for everybody."""
    town.app.bus.submit_run(
        lambda tx: notify(
            tx,
            town.id,
            everyone(town.id),
            notice=notice,
            subject=subject,
            params={"text": subject},
        )
    ).result()


def tell(town: Town, *subjects: str) -> None:
    """Queue the same notice about several subjects for everybody."""
    for subject in subjects:
        notify_all(town, notice="test", subject=subject)


async def empty(town: Town, outlet: FakeOutlet, pace: RateLimiter = UNPACED) -> int:
    return await Sender(town.app, "resident", outlet, pace).empty()


def states(town: Town) -> list[tuple[str, str]]:
    return [
        tuple(row)
        for row in town.rows(select(outbox.c.subject, outbox.c.state).order_by(outbox.c.id))
    ]
