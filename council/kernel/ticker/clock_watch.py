"""Holds the schedule while the machine's clock cannot be believed, and asks an operator.

What is held against it: the steady clock (a jump), the record (behind its newest time; far ahead
of the last sign of life), the database's own clock on PostgreSQL. While it is held nothing falls
due, and people's acts are taken by the time as it went on before the jump. It is let go when the
clocks agree again, when the Bot API's server, asked by https, tells the same time, or when an
operator says so (``yishi clock accept``).
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from council.kernel.again import Again
from council.kernel.app import App
from council.kernel.clock import BOUND
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.operation.records import Acceptance, acceptance, last_beats, newest_time
from council.kernel.outbox.enqueueing import holders, notify
from council.kernel.ticker.readiness import Readiness

log = logging.getLogger(__name__)

#: How far (s) a start may be ahead of the last sign of life before it wants a second opinion. A
#: clock chip set to local time is eight hours ahead in China.
FAR = 3 * 3600
#: Seconds between two looks, between two lines in the log, between two questions to the witness.
LOOK, REPEAT, ASK = 1.0, 60.0, 10.0
#: How old (s) an operator's word may be.
STILL = 300
#: How long (s) the witness is waited for.
ANSWER = aiohttp.ClientTimeout(total=5)

#: Tells the time of somebody else's clock (UTC seconds); None when it cannot be asked.
Witness = Callable[[], Awaitable[float | None]]


async def nobody() -> None:
    """Know no other clock."""
    return


def over_https(url: str) -> Witness:
    """Ask a server's ``Date``, but only over https.

    Plain http proves neither whose clock it is nor that it is not this machine's own.
    """

    async def ask() -> float | None:
        try:
            async with (
                aiohttp.ClientSession(timeout=ANSWER) as session,
                session.head(url, allow_redirects=False) as response,
            ):
                return parsedate_to_datetime(response.headers["Date"]).timestamp()
        except (aiohttp.ClientError, TimeoutError, KeyError, ValueError, TypeError):
            return None

    return ask if url.startswith("https://") else nobody


class ClockWatch:
    """Watches the clock of one process."""

    def __init__(self, app: App, readiness: Readiness, witness: Witness = nobody) -> None:
        """Watch a hall's clock; what is wrong with it goes to ``readiness.clock_trouble``."""
        self.app = app
        self.readiness = readiness
        self._witness = witness
        #: Whether the start's reading was held against the record and found believable.
        self._begun = False
        self._accepted = Acceptance()
        #: By how much (s) the database's clock may be off, since an operator said so.
        self._excused = 0.0
        self._told = self._asked = float("-inf")

    async def serve(self) -> None:
        """Look until cancelled."""
        away = Again()
        while True:
            try:
                await self.look()
                away.over()
            except SQLAlchemyError as error:
                if away.due():
                    log.warning("the clock was not looked at: %s", type(error).__name__)
            await asyncio.sleep(LOOK)

    async def until_believed(self) -> None:
        """Wait until the clock can be believed for the first time."""
        while not self._begun:  # noqa: ASYNC110 - a clock rings no bell
            await asyncio.sleep(0.1)

    async def look(self) -> bool:
        """Tell whether the clock can be believed."""
        clock = self.app.clock
        if not clock.real:
            self._begun = True
            return True
        if not self._begun:
            clock.accept()  # nothing was built on it yet: it may still be set right
            trouble = await self.app.bus.read(self._against_record)
            if trouble and not await self._vouched_for(0.0):
                self._hold(trouble)
                return False
            self._begun = True
        trouble, off = await self._wrong()
        if trouble and not await self._vouched_for(off):
            if not self.readiness.clock_trouble:
                await self.app.bus.run(_tell_staff)
            self._hold(trouble)
            return False
        if self.readiness.clock_trouble:
            self._let_go()
        return True

    def _against_record(self, tx: Transaction) -> str:
        """Hold the first reading against the record; empty when it fits."""
        said, newest = acceptance(tx), newest_time(tx)
        if not self._accepted.number:
            self._accepted = said
        if newest - tx.now > BOUND and newest > said.newest:
            return f"the machine's clock is {_span(newest - tx.now)} behind the record"
        beats = [each.beat_at for each in last_beats(tx)]
        if not beats or self.app.clock.demo:
            return ""
        ahead = tx.now - max(*beats, said.accepted_at)
        return (
            f"the machine's clock is {_span(ahead)} ahead of our last sign of life"
            if ahead > FAR
            else ""
        )

    async def _wrong(self) -> tuple[str, float]:
        """What is wrong with the clock (empty: nothing), and how far (s) the database's is off."""
        off = 0.0
        if self.app.read.dialect.name == "postgresql":
            off = await self.app.bus.read(_database_time) - self.app.clock.wall()
        jump = self.app.clock.jump()
        if jump:
            return f"the machine's clock has jumped by {_signed(jump)}", off
        if abs(off - self._excused) > BOUND:
            return f"the database's clock is {_signed(round(off))} away from this machine's", off
        return "", off

    async def _vouched_for(self, off: float) -> bool:
        """Whether an operator, or else another clock, says that the machine's is right."""
        clock = self.app.clock
        said = await self.app.bus.read(acceptance)
        near = abs(said.accepted_at - clock.offset - clock.wall()) <= STILL
        if said.number > self._accepted.number and near:
            self._accepted, self._excused = said, off
            clock.accept()
            return True
        if abs(off - self._excused) > BOUND or time.monotonic() - self._asked < ASK:
            return False
        self._asked = time.monotonic()
        told = await self._witness()
        if told is None or abs(told - clock.wall()) > BOUND:
            return False
        clock.accept()
        return True

    def _hold(self, trouble: str) -> None:
        self.readiness.clock_trouble = trouble
        if time.monotonic() - self._told >= REPEAT:
            self._told = time.monotonic()
            log.error(
                "%s: nothing falls due until it is right again; it says %s;"
                " if that is right: yishi clock accept",
                trouble,
                datetime.fromtimestamp(self.app.clock.wall(), UTC).strftime("%Y-%m-%d %H:%M:%SZ"),
            )

    def _let_go(self) -> None:
        self.readiness.clock_trouble, self._told = "", float("-inf")
        log.warning("the clock is believed again; what is due goes on")


def _database_time(tx: Transaction) -> float:
    query = text("SELECT extract(epoch FROM clock_timestamp())::float8")
    return float(tx.connection.scalar(query) or 0)


def _tell_staff(tx: Transaction) -> None:
    """Tell the facilitators of every community, once an hour at most."""
    for community_id in tx.connection.scalars(select(communities.c.id)).all():
        notify(
            tx,
            community_id,
            holders(community_id, "facilitator"),
            notice="clock_held",
            subject=str(tx.now // 3600),
            params={},
            bot="staff",
            urgent=True,
        )


def _span(seconds: int) -> str:
    """A length of time, roughly, for an operator."""
    for size, unit in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _signed(seconds: int) -> str:
    return ("+" if seconds > 0 else "−") + _span(abs(seconds))
