"""The statements that one wrote for others to answer."""

from typing import Any

from sqlalchemy import Select, and_, select

from council.kernel.own import Own, OwnLine
from council.kernel.values import Person
from council.motions.tables import motions
from council.statements.tables import statement_collections, statements


def _written(who: Person) -> Select[Any]:
    s, c, m = statements.c, statement_collections.c, motions.c
    return (
        select(m.number, m.title, s.text, s.state, s.written_at)
        .join(
            statement_collections,
            and_(c.community_id == m.community_id, c.motion_id == m.id),
        )
        .join(statements, and_(s.community_id == c.community_id, s.collection_id == c.id))
        .where(s.community_id == who.community_id, s.author_id == who.id)
        .order_by(s.written_at.desc(), m.number.desc(), s.number.desc())
    )


def _line(row: Any, _: int) -> OwnLine:
    return OwnLine(
        params={
            "number": row.number,
            "title": row.title,
            "said": row.text,
            "state_key": f"state.statement.{row.state}",
        },
        verb="statements",
        arguments=(row.number,),
    )


OWN = (Own(name="statements", query=_written, line=_line),)
