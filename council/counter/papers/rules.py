"""What a clerk types from a signed paper: the choice, and the paper's serial number."""

import re
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from council.kernel.dates import plain, read_past_moment
from council.kernel.refusals import Refusal, refuse

#: What says that a paper was signed a moment ago.
JUST_NOW = frozenset({"now", "just now", "现在", "刚才", "刚刚"})
_SERIAL = re.compile(r"[0-9A-Z][0-9A-Z\-/.]{0,29}", re.ASCII)

_CHOICES = MappingProxyType(
    {
        "agree": "agree",
        "yes": "agree",
        "同意": "agree",
        "赞成": "agree",
        "oppose": "oppose",
        "no": "oppose",
        "反对": "oppose",
        "不同意": "oppose",
        "abstain": "abstain",
        "弃权": "abstain",
        "invalid": "invalid",
        "废票": "invalid",
    }
)
#: What a paper may say; an unreadable one is recorded as invalid, not left out.
PAPER_CHOICES = ("agree", "oppose", "abstain", "invalid")


def read_choice(text: str) -> str | Refusal:
    """Read agree, oppose, abstain or invalid, in either language."""
    found = _CHOICES.get(plain(text).casefold())
    return found or refuse("ballot.paper_choice", given=plain(text)[:20])


def read_signed(text: str, *, now: int, timezone: str) -> int | Refusal:
    """Read when a paper was signed, in the community's time."""
    zone = ZoneInfo(timezone)
    if plain(text).casefold() in JUST_NOW:
        return now
    here = datetime.fromtimestamp(now, zone).replace(tzinfo=None)
    signed = read_past_moment(text, now=here)
    if isinstance(signed, Refusal):
        return signed
    return int(signed.replace(tzinfo=zone).timestamp())


def check_signed(
    signed_at: int, *, opens_at: int, now: int, number: int, before: str, since: int
) -> Refusal | None:
    """Refuse a paper that was not signed while the poll was open, or was overtaken.

    ``before`` is the channel of what stands for its signer, ``since`` when; empty for nothing.
    """
    if signed_at < opens_at:
        return refuse("ballot.paper_before", opens_at=opens_at)
    if signed_at > now:
        return refuse("ballot.paper_to_come", signed_at=signed_at)
    if before and signed_at < since:
        return refuse("ballot.paper_overtaken", number=number, cast_at=since)
    return None


def check_serial(text: str) -> str | Refusal:
    """Read the serial number of a paper: up to 30 letters, figures and hyphens."""
    serial = plain(text).upper()
    if _SERIAL.fullmatch(serial):
        return serial
    return refuse("ballot.paper_serial", given=serial[:30])
