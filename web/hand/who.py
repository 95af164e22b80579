"""Who it is: the ways in which a request tells whose it is. A chat's launch data is the first.

A way turns a request into a claim (the account, and when the channel vouched for it), a refusal, or
None where the request does not come that way. A session of our own will be another one.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from aiohttp import web
from aiohttp.hdrs import AUTHORIZATION

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.people import records as people
from council.people.claims import Claim, check_age
from council.people.public import every
from web.site import community_meant

#: The first word of the header that carries launch data.
SCHEME = "tma"


class WayIn(Protocol):
    """One way in which a request tells whose it is."""

    async def __call__(self, request: web.Request) -> Claim | Refusal | None:
        """Tell whose it is, or why that is not proven; None: it does not come this way."""


@value
class Known:
    """Who a request comes from."""

    claim: Claim
    person: Person


class LaunchData:
    """The launch data of a page that a chat program opened, in the header ``Authorization: tma …``.

    Never in the address, which logs keep. No cookie carries it, so no other site can send it.
    """

    def __init__(self, check: Callable[[str], Claim | Refusal]) -> None:
        """Check the data by this; it may take a while, and runs beside the event loop."""
        self._check = check

    async def __call__(self, request: web.Request) -> Claim | Refusal | None:
        """Read the header."""
        scheme, _, data = request.headers.get(AUTHORIZATION, "").partition(" ")
        if scheme.lower() != SCHEME or not data.strip():
            return None
        return await asyncio.to_thread(self._check, data.strip())


async def claimed(request: web.Request, ways: Sequence[WayIn]) -> Claim | Refusal:
    """Tell whose a request claims to be, by the first way that it comes."""
    for way in ways:
        found = await way(request)
        if found is not None:
            return found
    return refuse("hand.no_proof")


def known(tx: Transaction, claim: Claim, slug: str | None) -> Known | Refusal:
    """Tell who that is in the community of this address. Raises NoSuchCommunity."""
    refusal = check_age(claim, now=tx.now)
    if refusal is not None:
        return refusal
    person = people.person_of(tx, claim.account)
    if person is None:
        return refuse("hand.unknown")
    if community_meant(every(tx), slug).id != person.community_id:
        return refuse("hand.elsewhere")
    return Known(claim=claim, person=person)
