"""Who moved a motion that comes from no proposal; a petition of owners 联名 is judged by the roll.

物业管理条例 13: the owners' committee calls an extraordinary assembly when owners of at least one
fifth ask for it (row O-PET of the rule profile: of the heads and of the area). Where there is no
committee the residents' committee 居民委员会 moves it.
"""

import re
import unicodedata

from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import value
from voting.thresholds import Threshold, percent

PETITION = "petition"
MOVERS = ("owners_committee", PETITION, "residents_committee")

_SIGNED = re.compile(
    r"(?P<heads>[0-9]{1,7})\s*(?:人|户|位|heads?)?[\s,、;/]+"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:[.](?P<part>[0-9]{1,2}))?"
    r"\s*(?:m2|平方米|平米|平方)?",
    re.ASCII | re.IGNORECASE,
)


@value
class Petition:
    """How many heads and what area (hundredths of m²) signed, of how many on the roll then."""

    heads: int
    area_x100: int
    of_heads: int
    of_area_x100: int


@value
class Origin:
    """Who moved it; with the petition where owners did."""

    mover: str
    petition: Petition | None = None


def petition_figures(petition: Petition) -> dict[str, Param]:
    """Tell what was signed, of what, as shares that are cut off, never rounded up."""
    return {
        "heads": petition.heads,
        "of_heads": petition.of_heads,
        "percent_heads": percent(petition.heads, of=petition.of_heads) or "—",
        "area_x100": petition.area_x100,
        "of_area_x100": petition.of_area_x100,
        "percent_area": percent(petition.area_x100, of=petition.of_area_x100) or "—",
    }


def read_mover(text: str) -> str | Refusal:
    """One of those who may move a motion without a proposal."""
    return text if text in MOVERS else refuse("motion.unknown_mover")


def read_signed(text: str) -> tuple[int, int] | Refusal:
    """Read heads and area as people type them: ``98 10500.25``, ``98人 10,500.25㎡``."""
    typed = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _SIGNED.fullmatch(typed)
    if found is None:
        return refuse("motion.signed_unreadable", given=typed[:40])
    whole, part = found["whole"].replace(",", ""), (found["part"] or "").ljust(2, "0")
    return int(found["heads"]), int(whole) * 100 + int(part)


def judge_petition(petition: Petition, share: Threshold) -> Refusal | None:
    """Refuse a petition that lacks heads or area, with what is missing."""
    if not petition.of_heads:
        return refuse("motion.petition_no_roll")
    if petition.heads > petition.of_heads or petition.area_x100 > petition.of_area_x100:
        return refuse(
            "motion.petition_above_roll",
            of_heads=petition.of_heads,
            of_area_x100=petition.of_area_x100,
        )
    heads = share.missing(petition.heads, of=petition.of_heads)
    area = share.missing(petition.area_x100, of=petition.of_area_x100)
    if not heads and not area:
        return None
    return refuse(
        "motion.petition_short",
        heads=petition.heads,
        area_x100=petition.area_x100,
        needed=share.needed(of=petition.of_heads),
        needed_x100=share.needed(of=petition.of_area_x100),
        n=heads,
        missing_x100=area,
    )
