"""One matter 一件事 on one page: what happened, how far it is, who must act next and until when.

A matter begins with a proposal, or with a motion that comes from none. It goes on in motions, answers,
meetings, polls, resolutions, money and works; each of them leads back to it.
"""

from sqlalchemy import select

from council.campaigns import reads as campaigns
from council.campaigns.tables import campaigns as campaign_rows
from council.kernel.database.transaction import Transaction
from council.kernel.history import steps
from council.kernel.values import value
from council.meetings import public as meetings
from council.motions import public as motions
from council.motions.records import motion_by
from council.overview.matters.events import Event, events_of
from council.overview.matters.gathered import Gathered, HeardMotion
from council.overview.matters.stages import Stage, stages_of
from council.overview.matters.waiting import Waiting, waiting_of
from council.polls import public as polls
from council.proposals import public as proposals
from council.resolutions import public as resolutions


@value
class Matter:
    """A matter as its page shows it.

    ``root`` is the end of its one address: ``p3`` begins with proposal 3, ``m2`` with motion 2.
    ``path`` leads to the whole text it is about. ``events`` are in the order of their times.
    """

    root: str
    title: str
    path: str
    stages: tuple[Stage, ...]
    waiting: tuple[Waiting, ...]
    events: tuple[Event, ...]


def matter(tx: Transaction, community_id: str, *, root: str) -> Matter | None:
    """Tell one matter by where it begins, or by any motion of it; None: nothing public is there."""
    begins = _root(tx, community_id, root)
    proposal = None
    if begins.startswith("p"):
        proposal = proposals.one(tx, community_id, number=int(begins[1:]))
        if proposal is None or not proposal.title:
            return None
        numbers = [each.number for each in proposal.motions]
    else:
        numbers = [int(begins[1:])]
    told = [motions.one(tx, community_id, number=number) for number in numbers]
    heard = tuple(_heard(tx, community_id, each) for each in told if each is not None)
    if proposal is None and not heard:
        return None
    it = Gathered(now=tx.now, proposal=proposal, motions=heard)
    events, waiting = events_of(it), waiting_of(it)
    return Matter(
        root=begins,
        title=it.title,
        path=it.path,
        stages=stages_of(it, events, waiting),
        waiting=waiting,
        events=events,
    )


def _root(tx: Transaction, community_id: str, root: str) -> str:
    """Tell where a matter begins: of a motion that comes from a public proposal, with that."""
    if root.startswith("p"):
        return root
    motion = motions.one(tx, community_id, number=int(root[1:]))
    if motion is None or not motion.proposal:
        return root
    proposal = proposals.one(tx, community_id, number=motion.proposal)
    return f"p{motion.proposal}" if proposal is not None and proposal.title else root


def _heard(tx: Transaction, community_id: str, motion: motions.Motion) -> HeardMotion:
    kept = motion_by(tx, community_id, number=motion.number)
    assert kept is not None, "it was just read"
    c = campaign_rows.c
    numbers = tx.connection.scalars(
        select(c.number)
        .where(c.community_id == community_id, c.motion_id == kept.id)
        .order_by(c.number)
    ).all()
    found = [campaigns.progress(tx, community_id, number) for number in numbers]
    asked = [polls.one(tx, community_id, number=each.number) for each in motion.polls]
    resolved = [resolutions.one(tx, community_id, number=each) for each in motion.resolutions]
    met = {motion.meeting, *(each.meeting for each in motion.votes)} - {0}
    at = [meetings.one(tx, community_id, number=each) for each in sorted(met)]
    return HeardMotion(
        motion=motion,
        steps=steps(tx, community_id, "motion", kept.id),
        meetings=tuple(each for each in at if each is not None),
        polls=tuple(each for each in asked if each is not None),
        resolutions=tuple(each for each in resolved if each is not None),
        campaigns=tuple(each for each in found if each is not None),
    )
