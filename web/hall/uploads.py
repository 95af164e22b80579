"""Files that the hall hands out: kept in memory for a few minutes, and never in a row.

The council sends them "now or not at all": join codes, the roll, photos of a proposal. Here they
wait for the browser to fetch them, which bears the cookie of the account that they are for.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from council.kernel.screens.uploads import Upload
from council.kernel.values import Account

#: How long (s) a file waits, how many bytes wait in all, and how many files.
WAITS, MOST_BYTES, MOST = 900.0, 64 * 2**20, 2_000


@dataclass(slots=True)
class _Waiting:
    account: Account
    upload: Upload
    until: float


class Uploads:
    """The files of one web view that wait to be fetched."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """None waits yet."""
        self._monotonic = monotonic
        self._waiting: OrderedDict[str, _Waiting] = OrderedDict()
        self._bytes = 0

    def offer(self, account: Account, upload: Upload) -> str:
        """Let a file wait for an account; tells its name in addresses. The oldest make room."""
        name = secrets.token_urlsafe(18)
        now = self._monotonic()
        self._waiting[name] = _Waiting(account, upload, now + WAITS)
        self._bytes += len(upload.content)
        while self._waiting:
            oldest = next(iter(self._waiting))
            over = self._bytes > MOST_BYTES or len(self._waiting) > MOST
            if oldest == name or (self._waiting[oldest].until > now and not over):
                break
            self._drop(oldest)
        return name

    def fetch(self, account: Account, name: str) -> Upload | None:
        """Give a file to the account it is for; None where it waits no longer."""
        found = self._waiting.get(name)
        if found is None or found.account != account:
            return None
        if found.until <= self._monotonic():
            self._drop(name)
            return None
        return found.upload

    def _drop(self, name: str) -> None:
        self._bytes -= len(self._waiting.pop(name).upload.content)
