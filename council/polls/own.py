"""The polls that one has voted in: that one did, and when; never what."""

from typing import Any

from sqlalchemy import Select, func, select

from council.kernel.own import Own, OwnLine
from council.kernel.values import Person
from council.polls.rules import state_now
from council.polls.tables import ballots, electorate, polls


def _voted(who: Person) -> Select[Any]:
    p, e, b = polls.c, electorate.c, ballots.c
    return (
        select(
            p.number, p.title, p.kind, p.state, p.closes_at, func.max(b.cast_at).label("cast_at")
        )
        .join(electorate, (e.community_id == p.community_id) & (e.poll_id == p.id))
        .join(
            ballots,
            (b.community_id == e.community_id) & (b.poll_id == e.poll_id) & (b.slot == e.slot),
        )
        .where(p.community_id == who.community_id, e.resident_id == who.id)
        .group_by(p.number, p.title, p.kind, p.state, p.closes_at)
        .order_by(p.number.desc())
    )


def _line(row: Any, now: int) -> OwnLine:
    state = state_now(row.state, closes_at=row.closes_at, now=now)
    return OwnLine(
        params={
            "number": row.number,
            "title": row.title,
            "poll_key": f"poll.name.{row.kind}",
            "state_key": f"state.poll.{state}",
            "cast_at": row.cast_at,
        },
        verb="poll.view",
        arguments=(row.number,),
    )


OWN = (Own(name="votes", query=_voted, line=_line),)
