"""Votes at a meeting 会议表决: what their sentences say, and what our own records propose."""

from sqlalchemy import func, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.refusals import Param
from council.meetings.tables import attendance
from council.meetings.votes.rules import MeetingVote

#: A row of our own making names no law.
_OWN = "D"
#: Electorates that the residents' list tells: one vote each adult, or one each household.
_ADULTS = frozenset({"adults", "villagers"})
_HOUSEHOLDS = frozenset({"households", "household_reps"})


def sentence_params(vote: MeetingVote) -> dict[str, Param]:
    """The figures of a vote with every denominator, and the keys of its sentences.

    A parameter that ends in ``_key`` is said in the reader's language with the others.
    """
    if vote.outcome == "no_quorum":
        majority = "void"
    else:
        of = "hands" if not vote.approval_share else "all" if vote.of_all else "attending"
        majority = f"{of}.{vote.outcome}"
    law = "own" if vote.law_version == _OWN else "provisional" if vote.provisional else "version"
    params: dict[str, Param] = {
        "electorate_key": f"electorate.{vote.electorate}",
        "entitled": vote.entitled,
        "came": vote.came,
        "quorum_share_key": f"share.{vote.quorum_share}",
        "quorum_needed": vote.quorum_needed,
        "yes": vote.yes,
        "no": vote.no,
        "abstained": vote.abstained,
        "yes_needed": vote.yes_needed,
        "citation": vote.citation,
        "law_version": vote.law_version,
        "outcome_key": f"vote.outcome.{vote.outcome}",
        "quorum_key": f"vote.quorum.{'unmet' if vote.outcome == 'no_quorum' else 'met'}",
        "majority_key": f"vote.majority.{majority}",
        "law_key": f"vote.law.{law}",
        "banner_key": "vote.banner",
    }
    if vote.approval_share:
        params["approval_share_key"] = f"share.{vote.approval_share}"
    return params


def proposed(
    tx: Transaction, community_id: str, meeting_id: str, *, field: str, electorate: str
) -> int:
    """What the residents' list (``entitled``) or the check-ins (``came``) say; -1: nothing.

    Representatives and members of groups stand on no list of ours.
    """
    if field not in ("entitled", "came") or electorate not in _ADULTS | _HOUSEHOLDS:
        return -1
    r, a = residents.c, attendance.c
    counted = func.count() if electorate in _ADULTS else func.count(r.unit.distinct())
    query = select(counted).select_from(residents).where(r.community_id == community_id)
    query = query.where(r.adult == 1) if electorate in _ADULTS else query.where(r.unit != "")
    if field == "came":
        query = query.join(
            attendance, (a.community_id == r.community_id) & (a.resident_id == r.id)
        ).where(a.meeting_id == meeting_id)
    return tx.connection.scalar(query) or 0
