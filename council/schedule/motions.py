"""Motions 议案 and the addressed party's responses 答复: what falls due."""

from typing import Any

from sqlalchemy import and_, exists, or_, select

from council.commands.message import Command
from council.commands.responses import NoteOverdue
from council.domain.motions import FINAL
from council.domain.values import CLOCK
from council.storage.motions import on_coming_agenda, overdue_now
from council.storage.tables.dialogue import clock_marks
from council.storage.tables.meetings import meetings, motions, responses
from council.storage.transaction import Transaction


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """Late answers that were not told yet, or that stand on no coming agenda though one is open."""
    t, r, k, m = motions.c, responses.c, clock_marks.c, meetings.c
    told = exists(
        select(k.marked_at).where(
            k.community_id == r.community_id,
            k.mark == "response_overdue",
            k.subject == r.id + "/" + r.state,
        )
    )
    agenda_open = exists(
        select(m.id).where(
            m.community_id == r.community_id, m.state == "planned", m.starts_at > tx.now
        )
    )
    late = tx.connection.execute(
        select(t.community_id, t.number)
        .join(responses, and_(r.community_id == t.community_id, r.motion_id == t.id))
        .where(
            overdue_now(tx.now),
            t.state != "withdrawn",
            or_(
                ~told,
                agenda_open & t.state.not_in(FINAL) & ~on_coming_agenda(t.id, tx.now),
            ),
        )
        .order_by(t.community_id, t.number)
    )
    return tuple(
        NoteOverdue(actor=CLOCK, community_id=row.community_id, number=row.number) for row in late
    )
