"""Ballots 选票: when one may be cast, how often, and the short code of its receipt. Pure rules."""

import hashlib
from base64 import b32encode
from collections.abc import Mapping

from council.kernel.refusals import Param, Refusal, refuse
from council.polls.rules import state_now

#: How often a ballot may be changed; enough for anybody who is still making up their mind.
MOST_REVISIONS = 20

_BEFORE = ("draft",)
_OVER = ("closed", "counted", "certified")


def check_open(
    named: Mapping[str, Param], *, state: str, opens_at: int, closes_at: int, now: int
) -> Refusal | None:
    """Refuse unless the poll takes ballots at ``now``: open, and inside its window.

    ``named``: what a sentence calls the poll by, its number among them.

    A poll is over at ``closes_at`` itself, whether or not the clock has come to close it.
    """
    if state in _BEFORE:
        return refuse("poll.unknown", number=named["number"])
    if state == "annulled":
        return refuse("ballot.annulled", **named)
    if state_now(state, closes_at=closes_at, now=now) in _OVER:
        return refuse("ballot.closed", **named, closes_at=closes_at)
    if state == "announced" or now < opens_at:
        return refuse("ballot.not_open_yet", **named, opens_at=opens_at)
    return None


def check_chat(named: Mapping[str, Param], *, allowed: bool, closes_at: int) -> Refusal | None:
    """Refuse a vote in chat where it would bind and the community's rules do not allow it.

    Electronic votes of owners are not valid everywhere (docs/rules.md#form-of-a-vote).
    """
    return None if allowed else refuse("ballot.not_in_chat", **named, closes_at=closes_at)


def receipt_code(*, poll_id: str, slot: str, revision: int, content: str, cast_at: int) -> str:
    """Write the short code of a kept ballot: eight letters and figures of base32, hard to misread.

    It lets a person and a clerk speak about the same row; it proves nothing by itself.
    """
    row = "\n".join(("yishi-receipt-0", poll_id, slot, str(revision), content, str(cast_at)))
    code = b32encode(hashlib.sha256(row.encode()).digest()[:5]).decode()
    return f"{code[:4]}-{code[4:]}"
