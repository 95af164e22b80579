"""What a clerk types from a signed paper: the choice, and the paper's serial number."""

import re
from types import MappingProxyType

from council.domain.dates import plain
from council.domain.refusals import Refusal, refuse

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


def check_serial(text: str) -> str | Refusal:
    """Read the serial number of a paper: up to 30 letters, figures and hyphens."""
    serial = plain(text).upper()
    if _SERIAL.fullmatch(serial):
        return serial
    return refuse("ballot.paper_serial", given=serial[:30])
