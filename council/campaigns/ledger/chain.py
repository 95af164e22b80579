"""The chain of the ledger 台账: what a line says, and its hash with that of the line before. Pure.

A line's text is JSON without blanks, so that anybody can hash it again; people stand in it as
hashes of their ids, so that it can be handed to anybody.
"""

import hashlib
import json
from collections.abc import Sequence

from council.campaigns.ledger.accounts import CURRENCY
from council.kernel.values import value

#: What the first line of a community is chained to.
ORIGIN = "0" * 64
#: Which way of writing a line this is; another way gets another number.
WRITTEN = "yishi-ledger-1"


@value
class Held:
    """What a pending line sets aside."""

    campaign_id: str
    source: str
    destination: str
    amount_fen: int


@value
class Posted:
    """What a posted line has moved; ``entries`` are (line, account, fen)."""

    number: int
    campaign_id: str
    posted_at: int
    posted_by: str
    second_by: str
    entries: tuple[tuple[int, str, int], ...]


@value
class Line:
    """A line of the chain; ``says`` None: voided."""

    line: int
    phase: str
    kind: str
    subject_id: str
    noted_at: int
    noted_by: str
    says: Held | Posted | None


def text_of(community_id: str, line: Line) -> str:
    """Write a line in the one way that is hashed."""
    says = line.says
    content: Sequence[object] = ()
    if isinstance(says, Held):
        content = (says.campaign_id, CURRENCY, says.source, says.destination, says.amount_fen)
    elif isinstance(says, Posted):
        content = (
            says.number,
            says.campaign_id,
            says.posted_at,
            _person(says.posted_by),
            _person(says.second_by),
            CURRENCY,
            says.entries,
        )
    head = (WRITTEN, community_id, line.line, line.phase, line.kind, line.subject_id)
    written = (*head, line.noted_at, _person(line.noted_by), content)
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def _person(resident_id: str) -> str:
    return hashlib.sha256(resident_id.encode()).hexdigest() if resident_id else ""


def link(before: str, text: str) -> str:
    """Hash a line's text with the hash of the line before it: SHA-256, in hexadecimal."""
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()
