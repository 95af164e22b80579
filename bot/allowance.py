"""How much one person may send before what comes more is dropped, with one word about it.

Who has joined may have so many things unfinished: updates waiting, and answers that have not
reached them. Whoever acts and looks never comes near. Who has not joined has nothing to do here
but to hand in a code: a few messages, then one every other second.
"""

import time
from dataclasses import dataclass

from council.kernel.app import App
from council.kernel.values import Account
from council.people import records as people

#: Unfinished things of one person.
UNFINISHED = 50
#: Of somebody who has not joined: how many at once, and how many a second after that.
BURST, PER_SECOND = 10, 0.5
#: For how long (s) it is remembered that an account has joined, and that its owner was told.
KNOWN_FOR, TOLD_FOR = 60.0, 60.0
#: Accounts remembered at most before those that are at rest are forgotten.
MANY = 10_000


@dataclass(slots=True)
class _Sender:
    level: float = BURST
    at: float = 0.0
    known_until: float = 0.0
    told_until: float = 0.0


class Allowance:
    """Judges each update of one bot before it is taken in."""

    def __init__(self, app: App, channel: str) -> None:
        """Look accounts of this channel up in this hall, when that matters."""
        self._hall = app
        self._channel = channel
        self._senders: dict[int, _Sender] = {}

    async def admits(self, sender: int, *, unfinished: int) -> bool:
        """Whether one more update of somebody is taken in."""
        if unfinished >= UNFINISHED:
            return False
        now = time.monotonic()
        found = self._of(sender, now)
        found.level = min(BURST, found.level + (now - found.at) * PER_SECOND)
        found.at = now
        if found.level >= 1:
            found.level -= 1
            return True
        if found.known_until <= now and await self._has_joined(sender):
            found.known_until = now + KNOWN_FOR
        return found.known_until > now

    def tells(self, sender: int) -> bool:
        """Whether somebody whose update is dropped is to be told: once in a while."""
        now = time.monotonic()
        found = self._of(sender, now)
        due = found.told_until <= now
        found.told_until = now + TOLD_FOR
        return due

    def _of(self, sender: int, now: float) -> _Sender:
        if len(self._senders) > MANY:
            rested = now - max(KNOWN_FOR, TOLD_FOR, BURST / PER_SECOND)
            self._senders = {who: s for who, s in self._senders.items() if s.at > rested}
        return self._senders.setdefault(sender, _Sender(at=now))

    async def _has_joined(self, sender: int) -> bool:
        account = Account(channel=self._channel, id=str(sender))
        return await self._hall.bus.read(lambda tx: people.person_of(tx, account)) is not None
