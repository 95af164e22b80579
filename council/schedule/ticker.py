"""The ticker: reads from the database what the clock owes, and asks the desk for it.

Nothing is remembered between ticks, so a restart, or a server that slept through a close, changes
nothing but the moment of acting.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete

from council.bootstrap import Hall
from council.commands.message import Command
from council.domain.refusals import Refusal
from council.schedule import (
    ballots,
    campaigns,
    meetings,
    motions,
    polls,
    proposals,
    resolutions,
)
from council.schedule.readiness import Readiness
from council.storage.tables.dialogue import processed_updates
from council.storage.transaction import Transaction

log = logging.getLogger(__name__)

SECONDS = 1.0
#: How long a processed update is remembered (the Bot API forgets its own after a day).
REMEMBER = 7 * 86_400
HOUSEKEEPING = 3_600.0

_NOUNS: tuple[Callable[[Transaction], tuple[Command[Any], ...]], ...] = (
    meetings.falls_due,
    polls.falls_due,
    ballots.falls_due,
    motions.falls_due,
    proposals.falls_due,
    resolutions.falls_due,
    campaigns.falls_due,
)


class Ticker:
    """The only timer of the program."""

    def __init__(self, hall: Hall, readiness: Readiness) -> None:
        """Serve one hall."""
        self.hall = hall
        self.readiness = readiness
        self._cleaned = 0.0
        self._told: set[str] = set()

    async def serve(self, *, every: float = SECONDS) -> None:
        """Tick until cancelled. A tick that fails is recorded, and the next one comes."""
        while True:
            try:
                while await self.tick():
                    pass  # one thing due may make the next one due (close, then count)
            except Exception:
                log.exception("a tick failed")
            await asyncio.sleep(every)

    async def tick(self) -> int:
        """Do what is due; tells how many commands changed something."""
        now, due = await self.hall.desk.read(_due)
        done = 0
        for command in due:
            outcome = await self.hall.desk.ask(command)
            if not isinstance(outcome, Refusal):
                done += 1
            elif repr(command) not in self._told:
                self._told.add(repr(command))
                log.warning("the clock was refused: %s %s", command, outcome)
        if time.monotonic() - self._cleaned > HOUSEKEEPING:
            self._cleaned = time.monotonic()
            await self.hall.desk.run(_forget_updates)
        if not done:
            self.readiness.ticked(now)
        return done


def _due(tx: Transaction) -> tuple[int, list[Command[Any]]]:
    return tx.now, [command for noun in _NOUNS for command in noun(tx)]


def _forget_updates(tx: Transaction) -> None:
    old = processed_updates.c.processed_at < tx.now - REMEMBER
    tx.connection.execute(delete(processed_updates).where(old))
