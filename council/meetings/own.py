"""The meetings that one said one comes to, or was at."""

from typing import Any

from sqlalchemy import Select, and_, or_, select

from council.kernel.own import Own, OwnLine
from council.kernel.values import Person
from council.meetings.tables import attendance, meetings, rsvps


def _mine(who: Person) -> Select[Any]:
    t, r, a = meetings.c, rsvps.c, attendance.c
    return (
        select(t.number, t.title, t.starts_at, t.place, t.state, a.arrived_at)
        .outerjoin(
            rsvps,
            and_(
                r.community_id == t.community_id,
                r.meeting_id == t.id,
                r.resident_id == who.id,
            ),
        )
        .outerjoin(
            attendance,
            and_(
                a.community_id == t.community_id,
                a.meeting_id == t.id,
                a.resident_id == who.id,
            ),
        )
        .where(
            t.community_id == who.community_id,
            or_(r.answer == "yes", a.arrived_at.is_not(None)),
        )
        .order_by(t.starts_at.desc(), t.number.desc())
    )


def _line(row: Any, _: int) -> OwnLine:
    return OwnLine(
        params={
            "number": row.number,
            "title": row.title,
            "starts_at": row.starts_at,
            "place": row.place,
            "state_key": f"state.meeting.{row.state}",
            "came_key": "own.meeting.came" if row.arrived_at else "own.meeting.coming",
        },
        verb="meeting",
        arguments=(row.number,),
    )


OWN = (Own(name="meetings", query=_mine, line=_line),)
