"""Whose a request is, by what its channel proves: the account, and when the proof was made.

Pure. A proof is carried by every request, so whoever got hold of one could use it until it is too
old; that is why it ages (docs/decisions/0046-the-ballot-in-the-hand.md).
"""

from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account, value

#: How long (s) a proof holds: an afternoon, for people who put the telephone away in between.
HOLDS = 6 * 3600
#: By how much (s) the clock of whoever made it may be ahead of ours.
AHEAD = 300


@value
class Claim:
    """An account that a channel vouches for; ``made_at`` (UTC seconds) is when it did."""

    account: Account
    made_at: int


def check_age(claim: Claim, *, now: int) -> Refusal | None:
    """Refuse a proof that is too old, or that was made in the future."""
    if claim.made_at > now + AHEAD:
        return refuse("hand.not_proven")
    if claim.made_at <= now - HOLDS:
        return refuse("hand.expired")
    return None
