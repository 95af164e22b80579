"""What residents and staff are told about a resolution."""

from typing import Any

from sqlalchemy import Row

from council.kernel.database.transaction import Transaction
from council.kernel.directory import roles
from council.kernel.outbox.messages import everyone, holders, notify, these
from council.kernel.refusals import Param
from council.kernel.shortening import shortened
from council.meetings.votes.reads import sentence_params as sentence_of_vote
from council.meetings.votes.rules import MeetingVote
from council.polls.poll import Poll
from council.polls.ratification import RatificationResult
from council.resolutions.sentence import sentence_params, sentence_rule

#: A notice quotes at most so much of an objection or answer; the rest is a button away.
QUOTED = 300


def _quote(text: str) -> str:
    return shortened(text, QUOTED)


def drafted(tx: Transaction, row: Row[Any], by: int) -> None:
    """Ask everybody else who may publish."""
    others = holders(row.community_id, "facilitator", "chair")
    notify(
        tx,
        row.community_id,
        others.where(roles.c.resident_id != row.drafted_by),
        notice="resolution_drafted",
        subject=row.id,
        params={"number": row.number, "title": row.title, "by_at": by},
        buttons=[("button.resolution_read", "resolution.show", (row.number,))],
        bot="staff",
    )


def published(tx: Transaction, row: Row[Any], result: RatificationResult) -> None:
    """Tell everybody, with every denominator of both measures."""
    params: dict[str, Param] = {
        "number": row.number,
        "title": row.title,
        "until_on": row.posted_until,
        "challenge_on": row.challenge_until,
        **sentence_params(result),
    }
    notify(
        tx,
        row.community_id,
        everyone(row.community_id),
        notice=f"resolution_published_{sentence_rule(result)}",
        subject=row.id,
        params=params,
        buttons=[("button.resolution_read", "resolution.show", (row.number,))],
    )


def published_vote(tx: Transaction, row: Row[Any], vote: MeetingVote) -> None:
    """Tell everybody what a meeting decided, with every denominator."""
    _everybody(
        tx, row, "resolution_published_vote", until_on=row.posted_until, **sentence_of_vote(vote)
    )


def fulfilled(tx: Transaction, row: Row[Any], tasks: int) -> None:
    """Tell everybody that it was carried out."""
    _everybody(tx, row, "resolution_fulfilled", n=tasks)


def repealed(tx: Transaction, row: Row[Any], later: str) -> None:
    """Tell everybody what repealed it."""
    _everybody(tx, row, "resolution_repealed", later=later)


def _everybody(tx: Transaction, row: Row[Any], notice: str, **params: Param) -> None:
    notify(
        tx,
        row.community_id,
        everyone(row.community_id),
        notice=notice,
        subject=row.id,
        params={"number": row.number, "title": row.title, **params},
        buttons=[("button.resolution_read", "resolution.show", (row.number,))],
    )


def objected(tx: Transaction, row: Row[Any], objection: int, said: str) -> None:
    """Tell the facilitators, who answer."""
    notify(
        tx,
        row.community_id,
        holders(row.community_id, "facilitator"),
        notice="resolution_objected",
        subject=f"{row.id}/{objection}",
        params={"number": row.number, "title": row.title, "said": _quote(said)},
        buttons=[("button.resolution_objections", "resolution.objections", (row.number,))],
        bot="staff",
    )


def answered(
    tx: Transaction, row: Row[Any], objection_id: str, resident_id: str, said: str
) -> None:
    """Tell the one who objected."""
    notify(
        tx,
        row.community_id,
        these(row.community_id, [resident_id]),
        notice="resolution_answered",
        subject=objection_id,
        params={"number": row.number, "title": row.title, "said": _quote(said)},
        buttons=[("button.resolution_objections", "resolution.objections", (row.number,))],
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
