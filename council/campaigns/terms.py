"""Terms of a campaign 众筹: the other money its works count on, as text and sums. Pure."""

import json
import re

from council.campaigns.commands import OtherFund
from council.kernel.money import parse_amount
from council.kernel.refusals import Refusal, refuse

FUNDS_MOST, FUND_NAME_MOST = 8, 30
#: What other money may come to, in fen: as a target.
FUND_MOST_FEN = 99_999_999_999
#: A name, a blank or a colon, and an amount, whose unit may stand apart.
_PARTED = re.compile(r"(.+?)[ :：]+([^ :：]+(?: (?:万|千|百)?元?)?)")


def read_other_funds(text: str) -> str | Refusal:
    """Read ``NAME AMOUNT``, a line each, as it is kept: JSON of names and fen."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines() if line.strip()]
    if len(lines) > FUNDS_MOST:
        return refuse("campaign.funds_too_many", most=FUNDS_MOST)
    found = []
    for line in lines:
        parted = _PARTED.fullmatch(line)
        if parted is None or len(parted[1]) > FUND_NAME_MOST:
            return refuse("campaign.fund_unnamed", given=line[:40], most=FUND_NAME_MOST)
        fen = parse_amount(parted[2], most=FUND_MOST_FEN)
        if isinstance(fen, Refusal):
            return fen
        found.append([parted[1], fen])
    return json.dumps(found, ensure_ascii=False) if found else ""


def other_funds(kept: str) -> tuple[OtherFund, ...]:
    """Tell the other money of a campaign's terms as it is kept."""
    return tuple(OtherFund(name=name, expected_fen=fen) for name, fen in json.loads(kept or "[]"))
