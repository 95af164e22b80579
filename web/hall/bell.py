"""A bell for each account: whoever waits for news hears it when there are some.

Rung at once by what happens in this process, and at the next look by what happened in another.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import partial

from council.kernel.app import App
from council.kernel.database.away import is_away
from council.kernel.database.transaction import Transaction
from council.people.hall.messages import changed_since

log = logging.getLogger(__name__)

#: How often (s) the record is asked while somebody listens, and how far back (s) it is asked for:
#: rows are dated by the transaction that wrote them, which may have taken a while.
EVERY, BACK = 2.0, 10
#: How many streams one account may have open (devices and pages), and all together.
STREAMS, ALL_STREAMS = 8, 5_000


class TooMany(Exception):
    """No more streams are taken."""


class Bell(asyncio.Event):
    """Is heard when something changes. ``lasting``: by a stream, which ends when it is told ``over``."""

    def __init__(self, *, lasting: bool) -> None:
        """It is silent yet."""
        super().__init__()
        self.lasting = lasting
        self.over = False


class Bells:
    """The bells of one web view; rests while nobody listens."""

    def __init__(self, app: App) -> None:
        """Nobody listens yet."""
        self._app = app
        self._listening: dict[str, dict[Bell, None]] = defaultdict(dict)
        self._looking: asyncio.Task[None] | None = None
        self._stopped = False

    @property
    def streams(self) -> int:
        """How many listen."""
        return sum(map(len, self._listening.values()))

    @contextlib.contextmanager
    def listening(self, account: str, *, lasting: bool = False) -> Iterator[Bell]:
        """Hear when something of an account changes. Raises TooMany.

        An account's oldest stream makes room: of a line that is dead nobody knows for minutes, and
        whoever comes back from one is to hear.
        """
        mine = self._listening[account]
        if len(mine) >= STREAMS:
            self._let_go(mine)
        if len(mine) >= STREAMS or self.streams >= ALL_STREAMS or self._stopped:
            if not mine:
                del self._listening[account]
            raise TooMany
        bell = Bell(lasting=lasting)
        mine[bell] = None
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            yield bell
        finally:
            mine.pop(bell, None)
            if not mine and self._listening.get(account) is mine:
                del self._listening[account]
            if not self._listening and self._looking is not None:
                self._looking.cancel()
                self._looking = None

    @staticmethod
    def _let_go(mine: dict[Bell, None]) -> None:
        for oldest in [bell for bell in mine if bell.lasting][:1]:
            del mine[oldest]
            oldest.over = True
            oldest.set()

    def ring(self, account: str) -> None:
        """Tell whoever listens that something changed."""
        for bell in self._listening.get(account, ()):
            bell.set()

    async def close(self) -> None:
        """Let everybody go."""
        self._stopped = True
        if self._looking is not None:
            self._looking.cancel()
        for account in list(self._listening):
            self.ring(account)

    @property
    def stopped(self) -> bool:
        """Whether everybody is to go."""
        return self._stopped

    async def _look(self) -> None:
        since = 0
        while True:
            try:
                at, accounts = await self._app.bus.read(partial(_changed, since=since))
            except Exception as error:  # whoever listens goes on listening
                if not is_away(error):
                    log.exception("hall: what has changed cannot be told")
            else:
                since = at - BACK
                for account in accounts:
                    self.ring(account)
            await asyncio.sleep(EVERY)


def _changed(tx: Transaction, *, since: int) -> tuple[int, Collection[str]]:
    """Tell the time, and whose messages have changed since; at first nobody's."""
    return tx.now, changed_since(tx, since) if since else ()
