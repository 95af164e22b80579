"""Decisions of a meeting on the residents' track: who must be there, how many must say yes.

One adult or one household is one vote; a tie fails. The thresholds are a row of the rule profile
(domain.md §1.4), and the decision names the version of the law that it was judged by.
"""

from collections.abc import Mapping

from council.domain.rule_profiles import RuleRow
from council.domain.values import value
from voting.thresholds import carried


@value
class Present:
    """How many of an electorate came, and how many there are."""

    came: int
    of: int


@value
class MeetingDecision:
    """What a meeting decided. ``quorum_by``: the electorate that makes the quorum, or empty.

    ``needed``: by electorate, how many must come. ``yes_needed``: how many must agree.
    """

    row: str
    law_version: str
    provisional: bool
    quorum_by: str
    needed: Mapping[str, int]
    yes_needed: int
    passed: bool

    @property
    def quorum(self) -> bool:
        """Whether enough came."""
        return self.quorum_by != ""


def decide_at_meeting(
    row: RuleRow, present: Mapping[str, Present], *, voters: int, yes: int, no: int
) -> MeetingDecision:
    """Judge a show of hands by a row of the residents' track.

    ``present`` by electorate (adults, households, representatives …), of which one that reaches
    its share is a quorum; ``voters``: all who attend and have a vote, also those who abstain.
    Raises ValueError for counts that cannot be, or a row that no meeting decides by.
    """
    if row.counting not in ("attending", "more_yes_than_no", "members"):
        raise ValueError(f"{row.id} is not decided by a meeting")
    if min(yes, no) < 0 or yes + no > voters:
        raise ValueError("more hands than voters")
    if any(not 0 <= each.came <= each.of for each in present.values()):
        raise ValueError("more came than there are")
    limbs = [limb for limb in row.participation if limb.electorate in present]
    quorum_by = next(
        (
            limb.electorate
            for limb in limbs
            if limb.share.met(present[limb.electorate].came, of=present[limb.electorate].of)
        ),
        "",
    )
    if row.approval is None:
        agreed, yes_needed = carried(yes=yes, no=no), no + 1
    else:
        body = present[row.electorate].of if row.counting == "members" else voters
        agreed, yes_needed = row.approval.met(yes, of=body), row.approval.needed(of=body)
    return MeetingDecision(
        row=row.id,
        law_version=row.law_version,
        provisional=row.provisional,
        quorum_by=quorum_by,
        needed={
            limb.electorate: limb.share.needed(of=present[limb.electorate].of) for limb in limbs
        },
        yes_needed=yes_needed,
        passed=quorum_by != "" and agreed,
    )
