"""Votes at a meeting 会议表决: who must be there, how many must say yes, how the count is typed.

One adult or one household is one vote; a tie fails. The thresholds are a row of the rule profile
(docs/rules.md#meetings), and the decision names the version of the law that it was judged by.
"""

import re
import unicodedata
from collections.abc import Mapping

from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.meetings.facts import Heard
from council.motions.votes.recorded import MeetingVote, Outcome
from council.rules.profile import RuleRow
from voting.thresholds import carried

REASON_LIMIT = 300
#: What is counted, in the order of the asking.
COUNTS = ("entitled", "came", "yes", "no")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,6}", re.ASCII)


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
    if not row.by_show_of_hands:
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


def judge(
    row: RuleRow, *, electorate: str, entitled: int, came: int, yes: int, no: int
) -> MeetingVote:
    """Judge a count by one electorate of the row (one of ``electorates_of``)."""
    decided = decide_at_meeting(
        row, {electorate: Present(came=came, of=entitled)}, voters=came, yes=yes, no=no
    )
    share = next(limb.share for limb in row.participation if limb.electorate == electorate)
    outcome: Outcome = "carried" if decided.passed else "lost"
    return MeetingVote(
        electorate=electorate,
        entitled=entitled,
        came=came,
        yes=yes,
        no=no,
        abstained=came - yes - no,
        quorum_share=share.written,
        quorum_needed=decided.needed[electorate],
        approval_share="" if row.approval is None else row.approval.written,
        of_all=row.counting == "members",
        yes_needed=decided.yes_needed,
        outcome=outcome if decided.quorum else "no_quorum",
        citation=row.citation,
        law_version=row.law_version,
        provisional=row.provisional,
    )


def electorates_of(row: RuleRow) -> tuple[str, ...]:
    """The electorates by which the row's meeting may have its quorum; one is chosen."""
    return tuple(limb.electorate for limb in row.participation)


def check_put(*, state: str, counted: bool, in_session: bool, row: RuleRow) -> Refusal | None:
    """Whether a motion may be put to the vote at its meeting, or its count be corrected.

    ``counted``: this meeting has voted on it already, so that the new count is a correction.
    """
    if not row.by_show_of_hands:
        return refuse("vote.not_by_hands", legal_class=row.id)
    if not in_session:
        return refuse("vote.fixed" if counted else "motion.not_in_session")
    if state == "deliberated" or (state == "put" and counted):
        return None
    if state == "announced":
        return refuse("motion.not_deliberated")
    return refuse("motion.not_now", verb="vote", state=state)


def check_voting(motion: Heard) -> Refusal | None:
    """Judge whether the meeting that hears a motion may count hands on it, or correct a count."""
    return check_put(
        state=motion.state,
        counted=motion.hearing.counted,
        in_session=motion.hearing.state == "in_session",
        row=motion.rule,
    )


def read_electorate(text: str, *, row: RuleRow) -> str | Refusal:
    """Read by whom the quorum is counted."""
    return text if text in electorates_of(row) else refuse("vote.use_buttons")


def read_field(name: str, text: str, counts: Mapping[str, int]) -> int | Refusal:
    """Read what was typed or tapped for one of ``COUNTS``, and judge it by the others known."""
    number = read_count(text)
    if isinstance(number, Refusal):
        return number
    known = {**counts, name: number}
    came, yes, no = known.get("came"), known.get("yes", 0), known.get("no", 0)
    if known.get("entitled") == 0:
        return refuse("vote.nobody_entitled")
    if came is None:
        return number
    if came > known["entitled"]:
        return refuse("vote.more_came", came=came, entitled=known["entitled"])
    if yes > came:
        return refuse("vote.more_yes", yes=yes, came=came)
    if yes + no > came:
        return refuse("vote.more_hands", hands=yes + no, came=came)
    return number


def read_count(text: str) -> int | Refusal:
    """Read a number of people: plain digits, at most seven; says what else was typed."""
    given = text.strip()
    if _NUMBER.fullmatch(given):
        return int(given)
    plain = unicodedata.normalize("NFKC", given)
    if _NUMBER.fullmatch(plain):
        return refuse("vote.full_width", given=given, plain=plain)
    if re.fullmatch(r"[-\u2212]\s*[0-9]+", plain, re.ASCII):
        return refuse("vote.negative", given=plain[:20])
    if re.fullmatch(r"[1-9][0-9]{7,}", plain, re.ASCII):
        return refuse("vote.too_many", given=plain[:20])
    return refuse("vote.not_a_number", given=given[:20])


def read_reason(text: str) -> str | Refusal:
    """Read why a count is corrected: 1 to 300 characters."""
    reason = " ".join(text.split())
    if not reason:
        return refuse("vote.no_reason")
    if len(reason) > REASON_LIMIT:
        return refuse("vote.reason_too_long", length=len(reason), limit=REASON_LIMIT)
    return reason
