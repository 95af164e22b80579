"""What residents and staff are told about a resolution."""

from council.kernel.database.transaction import Transaction
from council.kernel.directory import roles
from council.kernel.outbox.enqueueing import everyone, holders, notify, these
from council.kernel.refusals import Param
from council.kernel.shortening import shortened
from council.motions.votes.recorded import MeetingVote
from council.motions.votes.recorded import sentence_params as sentence_of_vote
from council.polls.poll import Poll
from council.polls.ratification import RatificationResult
from council.resolutions.resolution import Resolution
from council.resolutions.sentence import sentence_params, sentence_rule

#: A notice quotes at most so much of an objection or answer; the rest is a button away.
QUOTED = 300


def _quote(text: str) -> str:
    return shortened(text, QUOTED)


def drafted(tx: Transaction, resolution: Resolution, by: int) -> None:
    """Ask everybody else who may publish."""
    others = holders(resolution.community_id, "facilitator", "chair")
    notify(
        tx,
        resolution.community_id,
        others.where(roles.c.resident_id != resolution.drafted_by),
        notice="resolution_drafted",
        subject=resolution.id,
        params={"number": resolution.number, "title": resolution.title, "by_at": by},
        buttons=[("button.resolution_read", "resolution.show", (resolution.number,))],
        bot="staff",
    )


def published(tx: Transaction, resolution: Resolution, result: RatificationResult) -> None:
    """Tell everybody, with every denominator of both measures."""
    _everybody(
        tx,
        resolution,
        f"resolution_published_{sentence_rule(result)}",
        until_on=resolution.posted_until or 0,
        challenge_on=resolution.challenge_until or 0,
        **sentence_params(result),
    )


def published_vote(tx: Transaction, resolution: Resolution, vote: MeetingVote) -> None:
    """Tell everybody what a meeting decided, with every denominator."""
    _everybody(
        tx,
        resolution,
        "resolution_published_vote",
        until_on=resolution.posted_until or 0,
        **sentence_of_vote(vote),
    )


def fulfilled(tx: Transaction, resolution: Resolution, tasks: int) -> None:
    """Tell everybody that it was carried out."""
    _everybody(tx, resolution, "resolution_fulfilled", n=tasks)


def repealed(tx: Transaction, resolution: Resolution, later: str) -> None:
    """Tell everybody what repealed it."""
    _everybody(tx, resolution, "resolution_repealed", later=later)


def _everybody(tx: Transaction, resolution: Resolution, notice: str, **params: Param) -> None:
    notify(
        tx,
        resolution.community_id,
        everyone(resolution.community_id),
        public=True,
        notice=notice,
        subject=resolution.id,
        params={"number": resolution.number, "title": resolution.title, **params},
        buttons=[("button.resolution_read", "resolution.show", (resolution.number,))],
    )


def objected(tx: Transaction, resolution: Resolution, objection: int, said: str) -> None:
    """Tell the facilitators, who answer."""
    notify(
        tx,
        resolution.community_id,
        holders(resolution.community_id, "facilitator"),
        notice="resolution_objected",
        subject=f"{resolution.id}/{objection}",
        params={"number": resolution.number, "title": resolution.title, "said": _quote(said)},
        buttons=[("button.resolution_objections", "resolution.objections", (resolution.number,))],
        bot="staff",
    )


def answered(
    tx: Transaction, resolution: Resolution, objection_id: str, resident_id: str, said: str
) -> None:
    """Tell the one who objected."""
    notify(
        tx,
        resolution.community_id,
        these(resolution.community_id, [resident_id]),
        notice="resolution_answered",
        subject=objection_id,
        params={"number": resolution.number, "title": resolution.title, "said": _quote(said)},
        buttons=[("button.resolution_objections", "resolution.objections", (resolution.number,))],
    )


def to_publish(tx: Transaction, poll: Poll, number: str, by: int) -> int:
    """Remind the staff of a counted decision that is not published; ``number`` of its draft."""
    button = (
        ("button.resolution_read", "resolution.show", (number,))
        if number
        else ("button.resolution_draft", "resolution.draft", (poll.number,))
    )
    return notify(
        tx,
        poll.community_id,
        holders(poll.community_id, "facilitator", "chair"),
        notice="resolution_to_publish",
        subject=poll.id,
        params={"poll": poll.number, "title": poll.title, "by_at": by},
        buttons=[button],
        bot="staff",
    )
