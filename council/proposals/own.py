"""One's own proposals, and those that one seconded."""

from typing import Any

from sqlalchemy import Select, select

from council.kernel.own import Own, OwnLine
from council.kernel.values import Person
from council.proposals.tables import proposals, seconds


def _authored(who: Person) -> Select[Any]:
    t = proposals.c
    return (
        select(t.number, t.title, t.state)
        .where(t.community_id == who.community_id, t.author_id == who.id)
        .order_by(t.number.desc())
    )


def _seconded(who: Person) -> Select[Any]:
    t, s = proposals.c, seconds.c
    return (
        select(t.number, t.title, t.state)
        .join(seconds, (s.community_id == t.community_id) & (s.proposal_id == t.id))
        .where(t.community_id == who.community_id, s.resident_id == who.id)
        .order_by(t.number.desc())
    )


def _line(row: Any, _: int) -> OwnLine:
    state = f"state.proposal.{row.state}"
    return OwnLine(
        params={"number": row.number, "title": row.title, "state_key": state},
        verb="proposal.show",
        arguments=(row.number,),
    )


OWN = (
    Own(name="proposals", query=_authored, line=_line),
    Own(name="seconds", query=_seconded, line=_line),
)
