"""The ticker: reads from the database what the clock owes, and asks the command bus for it.

Nothing is remembered between ticks, so a restart, or a server that slept through a close, changes
nothing but the moment of acting.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import delete

from council.kernel.app import App
from council.kernel.bus.command import Command
from council.kernel.bus.inbox import oldest
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.tables import processed_updates
from council.kernel.ticker.clock_watch import ClockWatch
from council.kernel.ticker.readiness import Readiness

log = logging.getLogger(__name__)

SECONDS = 1.0
#: How long a processed update is remembered (the Bot API forgets its own after a day).
REMEMBER = 7 * 86_400
HOUSEKEEPING = 3_600.0
#: Seconds between two looks whether the record was changed by hand.
INSPECT = 60.0

#: What one noun owes the clock.
FallsDue = Callable[[Transaction], tuple[Command[Any], ...]]

#: Tells what was changed by hand in the record since it was closed; empty for nothing.
Inspect = Callable[[Transaction], Sequence[str]]

#: Ticks in a row without a pause: more would be a command that leaves itself due.
IN_A_ROW = 100


class Ticker:
    """The only timer of the program."""

    def __init__(
        self,
        app: App,
        readiness: Readiness,
        nouns: tuple[FallsDue, ...],
        *,
        inspect: Inspect,
        watch: ClockWatch | None,
    ) -> None:
        """Serve one hall; while the ``watch`` does not believe the clock, nothing falls due.

        ``nouns`` tell what falls due, ``inspect`` what was changed behind our back.
        """
        self.app = app
        self.readiness = readiness
        self._nouns = nouns
        self._watch = watch
        self._inspects = inspect
        self._cleaned = 0.0
        self._inspected = float("-inf")
        self._told: set[str] = set()

    async def serve(self, *, every: float = SECONDS) -> None:
        """Tick until cancelled. A tick that fails is recorded, and the next one comes."""
        while True:
            try:
                for _ in range(IN_A_ROW):
                    if not await self.tick():
                        break  # one thing due may have made the next one due (close, then count)
            except Exception as error:  # noqa: BLE001 - recorded
                self._tell("tick", "a tick failed", error)
            await self._pause(every)

    async def _pause(self, seconds: float) -> None:
        """Rest until the next look, or until somebody asks for it (the demo's clock was moved)."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.readiness.soon.wait(), seconds)
        self.readiness.soon.clear()

    async def tick(self) -> int:
        """Do what is due; tells how many commands changed something.

        A command that fails is recorded and stops no other; the schedule then counts as behind.
        """
        if self._watch is not None and not await self._watch.look():
            return 0
        if time.monotonic() - self._cleaned > HOUSEKEEPING:
            self._cleaned = time.monotonic()
            self._told.clear()
            await self.app.bus.run(_forget_updates)
        if time.monotonic() - self._inspected > INSPECT:
            self._inspected = time.monotonic()
            await self._inspect()
        done, failed = 0, False
        now = None
        for noun in self._nouns:
            try:
                read_at, due = await self.app.bus.read(partial(_due, noun))
            except Exception as error:  # noqa: BLE001 - recorded
                failed = True
                self._tell(noun.__module__, f"what falls due in {noun.__module__}", error)
                continue
            now = read_at if now is None else min(now, read_at)
            for command in due:
                try:
                    outcome = await self.app.bus.ask(command)
                except Exception as error:  # noqa: BLE001 - recorded
                    failed = True
                    self._tell(repr(command), f"the clock failed at {command}", error)
                    continue
                if isinstance(outcome, Refusal):
                    self._tell(repr(command), f"the clock was refused: {command} {outcome}")
                else:
                    done += 1
        if now is not None and not done and not failed:
            self.readiness.ticked(now)
        return done

    async def _inspect(self) -> None:
        """See that no poll was opened again behind our back."""
        found = ", ".join(await self.app.bus.read(self._inspects))
        self.readiness.record_trouble = f"opened again in the database: {found}" if found else ""
        if found:
            self._tell(
                found, f"{found}: closed once, and opened again in the database; see yishi check"
            )

    def _tell(self, about: str, message: str, error: Exception | None = None) -> None:
        """Log once an hour what comes again with every tick."""
        key = f"{about} {type(error).__name__}"
        if key not in self._told:
            self._told.add(key)
            level = logging.WARNING if error is None else logging.ERROR
            log.log(level, "%s", message, exc_info=error)


def _due(noun: FallsDue, tx: Transaction) -> tuple[int, tuple[Command[Any], ...]]:
    """What a noun owes; and until when all is done once that is (closes wait for the inbox)."""
    waits_since = oldest(tx.connection)
    return tx.now if waits_since is None else min(tx.now, waits_since), noun(tx)


def _forget_updates(tx: Transaction) -> None:
    old = processed_updates.c.processed_at < tx.now - REMEMBER
    tx.connection.execute(delete(processed_updates).where(old))
