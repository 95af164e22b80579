"""What no rule file may change: the rows there are, and the least that the law asks of them.

The nine matters of Civil Code 278 are decided by all owners, by heads and by area, with two
thirds taking part; raising the repair fund, rebuilding and changing the use of common parts
(O-6 to O-8) by three quarters of them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from council.rules.legal_classes import track_of
from council.rules.profile import RuleRow
from voting.thresholds import MORE_THAN_HALF, THREE_QUARTERS, TWO_THIRDS, Threshold

#: The nine matters → what may be asked of those taking part: what the law asks, or more.
NINE_MATTERS: Mapping[str, tuple[Threshold, ...]] = MappingProxyType(
    {
        f"O-{number}": (THREE_QUARTERS,)
        if number in (6, 7, 8)
        else (MORE_THAN_HALF, THREE_QUARTERS)
        for number in range(1, 10)
    }
)
#: Every row that a file may have; each has its name in the catalogs (``legal_class.<id>``).
ROWS = (
    *NINE_MATTERS,
    "O-279",
    "O-WC",
    "O-PET",
    *("R-JM18", "R-JM26", "R-CM", "R-CMD", "R-XZ", "R-XS", "R-MO"),
)
#: Rows that say how somebody else decides, or how it was once decided: no motion is of these.
NO_MOTIONS = ("O-279", "O-WC", "O-PET", "R-JM18")
#: Electorates that a meeting counts; each has its name in the catalogs (``electorate.<name>``).
AT_MEETINGS = (
    "adults",
    "households",
    "group_representatives",
    "villagers",
    "household_reps",
    "representatives",
    "group_villagers",
    "members",
    "committee_members",
)
#: Shares of a meeting; each has its words in the catalogs (``share.<written>``).
SHARES = (">= 1/2", "> 1/2", ">= 2/3", "> 2/3", ">= 3/4", ">= 4/5")
_BY_CANDIDATE = "O-3"
_PETITION = "O-PET"

Wrong = tuple[str, str, str]


def wrong_with(row: RuleRow) -> Wrong | None:
    """Say what is wrong with a row: (key, what, what would be right). None: it can hold."""
    if row.id not in ROWS:
        return "", "no such row", f"use one of: {', '.join(ROWS)}"
    if row.for_motions and row.id in NO_MOTIONS:
        return "for_motions", "no motion can be of this class", "take this line out"
    if row.id in NINE_MATTERS:
        return _below_civil_code(row)
    if row.counting in ("heads_and_area", "per_candidate"):
        return "counting", "only for the nine matters of Civil Code 278", "use rows O-1 to O-9"
    if row.id == _PETITION:
        return _petition(row)
    if row.by_show_of_hands:
        return _at_meeting(row)
    return None


def _below_civil_code(row: RuleRow) -> Wrong | None:
    countings = ("heads_and_area", *(("per_candidate",) if row.id == _BY_CANDIDATE else ()))
    if row.counting not in countings:
        return "counting", "not Civil Code 278", f'write counting = "{countings[-1]}"'
    if [(limb.electorate, limb.share) for limb in row.participation] != [("owners", TWO_THIRDS)]:
        remedy = 'write electorate = "owners" and participation = ">= 2/3"'
        return "participation", "not Civil Code 278", remedy
    allowed = NINE_MATTERS[row.id]
    if row.approval not in allowed:
        wanted = " or ".join(f'"{share.written}"' for share in allowed)
        return "approval", "not Civil Code 278", f"write approval = {wanted}"
    return None


def _petition(row: RuleRow) -> Wrong | None:
    """Owners of one fifth may ask for an assembly (物业管理条例 13); no file may ask for more."""
    shares = [limb.share for limb in row.participation]
    if row.counting != "petition" or len(shares) != 1:
        return "counting", "not a petition", 'write counting = "petition" and one participation'
    share = shares[0]
    if 5 * share.numerator > share.denominator or (
        share.strict and 5 * share.numerator == share.denominator
    ):
        return "participation", "more than one fifth", 'write participation = ">= 1/5"'
    return None


def _at_meeting(row: RuleRow) -> Wrong | None:
    """A meeting needs a quorum of people that its form can name."""
    if track_of(row.id) == "owners" and row.id != "O-WC":
        return "counting", "not for a show of hands", "take this line out"
    if not row.participation:
        return "participation", "missing", 'add a line participation = "> 1/2"'
    for limb in row.participation:
        if limb.electorate not in AT_MEETINGS:
            known = ", ".join(AT_MEETINGS)
            return "electorate", f"{limb.electorate} is unknown", f"use one of: {known}"
    shares = [limb.share.written for limb in row.participation]
    asked = [*shares, *([row.approval.written] if row.approval else [])]
    strange = next((share for share in asked if share not in SHARES), None)
    if strange is not None:
        key = "participation" if strange in shares else "approval"
        return key, f"“{strange}” has no words here", f"use one of: {', '.join(SHARES)}"
    if row.counting == "members" and {limb.electorate for limb in row.participation} != {
        row.electorate
    }:
        return "electorate", "not the one body whose members count", "take the others out"
    return None
