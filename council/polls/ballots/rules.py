"""Ballots 选票: when one may be cast, how often, and the short code of its receipt. Pure rules."""

import hashlib
from base64 import b32encode

from council.kernel.refusals import Refusal, refuse
from council.polls.poll import Poll, named
from council.polls.rules import state_now

#: How often a ballot may be changed; enough for anybody who is still making up their mind.
MOST_REVISIONS = 20

_BEFORE = ("draft",)
_OVER = ("closed", "counted", "certified")


def check_open(poll: Poll, *, now: int) -> Refusal | None:
    """Refuse unless the poll takes ballots at ``now``: open, and inside its window.

    A poll is over at ``closes_at`` itself, whether or not the clock has come to close it.
    """
    if poll.state in _BEFORE:
        return refuse("poll.unknown", number=poll.number)
    if poll.state == "annulled":
        return refuse("ballot.annulled", **named(poll))
    if state_now(poll.state, closes_at=poll.closes_at, now=now) in _OVER:
        return refuse("ballot.closed", **named(poll), closes_at=poll.closes_at)
    if poll.state == "announced" or now < poll.opens_at:
        return refuse("ballot.not_open_yet", **named(poll), opens_at=poll.opens_at)
    return None


def check_chat(poll: Poll, *, allowed: bool) -> Refusal | None:
    """Refuse a vote in chat where it would bind and the community's rules do not allow it.

    Electronic votes of owners are not valid everywhere (docs/rules.md#form-of-a-vote).
    """
    if allowed:
        return None
    return refuse("ballot.not_in_chat", **named(poll), closes_at=poll.closes_at)


def receipt_code(*, poll_id: str, slot: str, revision: int, content: str, cast_at: int) -> str:
    """Write the short code of a kept ballot: eight letters and figures of base32, hard to misread.

    It lets a person and a clerk speak about the same row; it proves nothing by itself.
    """
    row = "\n".join(("yishi-receipt-0", poll_id, slot, str(revision), content, str(cast_at)))
    code = b32encode(hashlib.sha256(row.encode()).digest()[:5]).decode()
    return f"{code[:4]}-{code[4:]}"
