"""Proxies 委托: commands and their result. ``proxy_number`` is the per-community number."""

from council.kernel.bus.command import Command, result
from council.kernel.values import value


@result
@value
class ProxyAct:
    """A written authorisation and what became of it.

    ``heads``: those the proxy stands for now, of at most ``most``. ``instructed``: the paper says
    what to choose.
    """

    number: int
    poll: int
    title: str
    owner: str
    voter: str
    proxy: str
    choice: str
    serial: str
    evidence: str
    state: str
    heads: int
    reason: str = ""
    most: int = 3
    instructed: bool = True


@value
class RecordProxy(Command[ProxyAct]):
    """Record a written authorisation for one poll and cast as it instructs.

    ``voter`` is the unit's code, ``signed_by`` the name under the authorisation, ``proxy`` who is
    authorised, ``evidence`` the hash of its kept photo. ``instructed``: the paper says what to
    choose; else ``said`` is the proxy's own choice, where the community's rules allow it.
    """

    poll: int
    voter: str
    signed_by: str
    proxy: str
    said: str
    serial: str
    evidence: str
    instructed: bool = True


@value
class RevokeProxy(Command[ProxyAct]):
    """Take an authorisation back because its owner asks for it, with the reason."""

    proxy_number: int
    reason: str
