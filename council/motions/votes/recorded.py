"""Votes at meetings 会议表决 as they stand on record: the figures, the keys of their sentences."""

from typing import Literal

from council.kernel.refusals import Param
from council.kernel.values import value

Outcome = Literal["carried", "lost", "no_quorum"]


@value
class MeetingVote:
    """One count at a meeting, judged, with everything that its sentences say.

    ``abstained``: who came and raised no hand; ``entitled``: how many of the electorate there are;
    ``came``: how many of them came; ``quorum_share`` and ``approval_share`` as a lawyer reads them
    (``"> 1/2"``), the second empty where more must agree than oppose, and of the whole body where
    ``of_all``.
    """

    electorate: str
    entitled: int
    came: int
    yes: int
    no: int
    abstained: int
    quorum_share: str
    quorum_needed: int
    approval_share: str
    of_all: bool
    yes_needed: int
    outcome: Outcome
    citation: str
    law_version: str
    provisional: bool


@value
class RecordedVote:
    """A count as it stands on the record of meeting number ``meeting``.

    ``reading`` 2 and more are corrections, the last one for ``reason``. ``fixed``: the meeting is
    over, nothing is corrected any more; ``certain``: its minutes are approved.
    """

    vote: MeetingVote
    meeting: int
    reading: int
    reason: str
    fixed: bool
    certain: bool


#: A row of our own making names no law.
_OWN = "D"


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


def certainty(record: RecordedVote) -> str:
    """How certain a vote is: ``open`` to correction, ``unapproved`` minutes, or ``certain``."""
    if record.certain:
        return "certain"
    return "unapproved" if record.fixed else "open"
