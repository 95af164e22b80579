"""Delivery 送达: what a ballot's way to a unit may come to. Whether it has voted is seen, not typed."""

from council.kernel.refusals import Refusal, refuse
from council.polls.poll import Poll, named
from council.polls.rules import state_now
from council.rules.poll_kinds import RATIFICATION

#: What is typed at the door; ``posted`` is the notice in the estate where nobody can be reached.
STATES = ("delivered", "refused", "unreachable")
METHODS = ("hand", "family", "mailbox", "post", "posted")
#: Ways in which somebody takes the ballot from the hand and is named.
RECEIVED = ("hand", "family")
#: Ways that prove by themselves that it arrived: a letterbox signs for nothing.
_PROVING = (*RECEIVED, "post")

#: How a unit stands, in the order of a building's list: what is still to be done comes first.
ORDER = ("pending", "unreachable", "refused", "delivered", "voted")


def check_delivering(poll: Poll, *, now: int) -> Refusal | None:
    """The desk notes what becomes of an owners' ballots from their announcement on."""
    if poll.kind != RATIFICATION:
        return refuse("delivery.owners_only", **named(poll))
    if state_now(poll.state, closes_at=poll.closes_at, now=now) in ("announced", "open"):
        return None
    return refuse("delivery.closed", **named(poll))


def state_of(*, voted: bool, noted: str) -> str:
    """Tell how a unit stands: a vote says more than any entry; no entry means that it waits."""
    return "voted" if voted else noted or "pending"


def proves(*, state: str, method: str, posting_delivers: bool) -> bool:
    """Whether an entry proves that the ballot reached this owner.

    A letterbox signs for nothing. A notice posted in the estate reaches everybody and nobody: it
    proves nothing unless the community's rules say so.
    """
    by_posting = method == "posted" and posting_delivers
    return state == "delivered" and (method in _PROVING or by_posting)
