"""How often somebody may press: buckets that fill up again, by account and by address.

Generous to people, also to a whole house behind one address; what cannot be proven is not even
refused often. Who is proven is not held up by those who are not.
Kept in memory: each process counts for itself, and a start begins anew.
"""

import ipaddress
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

#: Presses of one account at once, and a second after that.
BY_ACCOUNT = (40, 1.0)
#: Requests of one address, and those of them whose proof did not hold.
BY_ADDRESS = (400, 20.0)
UNPROVEN = (20, 0.1)
#: So many are remembered before those that are full again are forgotten.
MANY = 10_000


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


class Pace:
    """Buckets by name, all of one size."""

    def __init__(
        self, most: int, per_second: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Hold so many at once; so many a second come back."""
        self._most, self._per_second, self._monotonic = most, per_second, monotonic
        self._buckets: dict[str, _Bucket] = {}

    def takes(self, name: str) -> bool:
        """Take one out; False: there is none left. Who has no name is not held up."""
        if not name:
            return True
        now = self._monotonic()
        if len(self._buckets) > MANY:
            rested = now - self._most / self._per_second
            self._buckets = {one: each for one, each in self._buckets.items() if each.at > rested}
        bucket = self._buckets.setdefault(name, _Bucket(level=self._most, at=now))
        bucket.level = min(self._most, bucket.level + (now - bucket.at) * self._per_second)
        bucket.at = now
        if bucket.level < 1:
            return False
        bucket.level -= 1
        return True


class Paces:
    """The three paces of one web view."""

    def __init__(self) -> None:
        """Nobody has pressed yet."""
        self.account = Pace(*BY_ACCOUNT)
        self.address = Pace(*BY_ADDRESS)
        self.unproven = Pace(*UNPROVEN)


Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: Servers in front of us, whose word for where a request comes from is believed (``trusted_proxies``).
TRUSTED = web.AppKey("trusted", tuple[Network, ...])


def address_of(request: web.Request) -> str:
    """Tell where a request comes from. Empty: it cannot be told apart from others; see ``sent_from``."""
    said = request.headers.getall("X-Forwarded-For", ())
    trusted = request.app[TRUSTED] if TRUSTED in request.app else ()  # noqa: SIM401 - as mypy reads it
    return sent_from(request.remote or "", ",".join(said), trusted)


def sent_from(peer: str, said: str, trusted: Sequence[Network] = ()) -> str:
    """Tell where a request comes from: what the server in front of us says, on this machine or trusted.

    From elsewhere that header is whatever its sender likes, and is not read. Several servers in a row
    each add who called them: the last that is none of ours is it. Empty where none says it: then all
    would be one address, and who is behind it cannot be told apart.
    """
    if not _is_ours(peer, trusted):
        return peer
    for each in reversed(said.split(",")):
        name = each.strip()
        if not _is_address(name):
            return ""
        if not _is_ours(name, trusted):
            return name
    return ""


def _is_ours(address: str, trusted: Sequence[Network]) -> bool:
    if not _is_address(address):
        return False
    found = ipaddress.ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return found.is_loopback or any(found in network for network in trusted)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
