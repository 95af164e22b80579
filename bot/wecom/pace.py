"""WeCom's rates, held by us: what is over them is dropped there without a word.

Documented (90312): an application sends one member at most 30 messages a minute and 1,000 an hour,
and in a day at most 200 times as many as the company may have accounts; a robot 20 a minute. Of what
former processes sent a new one knows the notices, which are rows (``remember``), and not the replies;
so half of each is used: a minute with a restart in it still holds.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
PER_MINUTE, PER_HOUR, PER_ACCOUNT_A_DAY = 15, 500, 100
ROBOT_PER_MINUTE = 10
#: Members remembered at most before those of whom an hour is over are forgotten.
MANY = 10_000


@dataclass(slots=True)
class _Window:
    """When something was sent, within the last ``seconds``."""

    most: int
    seconds: float
    sent: deque[float] = field(default_factory=deque)

    def wait(self, now: float, wanted: int) -> float:
        """Tell how long (s) to wait until so many fit."""
        while self.sent and self.sent[0] <= now - self.seconds:
            self.sent.popleft()
        over = len(self.sent) + wanted - self.most
        return 0.0 if over <= 0 else self.sent[over - 1] + self.seconds - now


class Pace:
    """Counts what leaves, by member and for all."""

    def __init__(
        self,
        *,
        per_minute: int = PER_MINUTE,
        per_hour: int = PER_HOUR,
        per_day: int,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Allow so many to each, and so many a day to all."""
        self._per_minute, self._per_hour = per_minute, per_hour
        self._monotonic = monotonic
        self._day = _Window(most=per_day, seconds=DAY)
        self._members: dict[str, tuple[_Window, _Window]] = {}

    def remember(self, member: str, age: float) -> None:
        """Count a message that another process sent so long (s) ago. Told oldest first."""
        at = self._monotonic() - age
        for each in (*self._windows(member), self._day):
            if age < each.seconds:
                each.sent.append(at)

    def wait(self, member: str, wanted: int = 1) -> float:
        """Tell how long (s) to wait before so many messages; 0: they are counted, and may leave.

        ``wanted`` is small beside every limit.
        """
        now = self._monotonic()
        if len(self._members) > MANY:
            self._members = {
                name: windows
                for name, windows in self._members.items()
                if windows[1].wait(now, 1) or windows[1].sent
            }
        windows = self._windows(member)
        every = (*windows, self._day)
        longest = max(each.wait(now, wanted) for each in every)
        if longest <= 0:
            for each in every:
                each.sent.extend([now] * wanted)
        return longest

    def _windows(self, member: str) -> tuple[_Window, _Window]:
        return self._members.setdefault(
            member,
            (
                _Window(most=self._per_minute, seconds=MINUTE),
                _Window(most=self._per_hour, seconds=HOUR),
            ),
        )
