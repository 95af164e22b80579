"""Community consultations 社区协商 as kept: one a motion, its steps append-only."""

from typing import Any

from sqlalchemy import Row, and_, func, insert, select, update

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.values import Person
from council.motions.consultations.rules import Consultation, ConsultationStep
from council.motions.consultations.tables import consultation_steps, consultations


def consultation_row(tx: Transaction, community_id: str, motion_id: str) -> Row[Any] | None:
    """Read the consultation of a motion; its motion's lock guards it."""
    t = consultations.c
    return tx.connection.execute(
        select(consultations).where(t.community_id == community_id, t.motion_id == motion_id)
    ).one_or_none()


def keep_step(
    tx: Transaction, who: Person, *, motion_id: str, state: str, verb: str, text: str, photo: str
) -> None:
    """Keep a step and the state it leads to. The motion is locked by the caller."""
    row = consultation_row(tx, who.community_id, motion_id)
    consultation_id = tx.new_id() if row is None else row.id
    if row is None:
        made = {
            "community_id": who.community_id,
            "id": consultation_id,
            "motion_id": motion_id,
            "state": state,
            "changed_at": tx.now,
        }
        tx.connection.execute(insert(consultations), [made])
    else:
        t = consultations.c
        tx.connection.execute(
            update(consultations)
            .where(t.community_id == who.community_id, t.id == consultation_id)
            .values(state=state, changed_at=tx.now)
        )
    s = consultation_steps.c
    count = tx.connection.scalar(
        select(func.count())
        .select_from(consultation_steps)
        .where(s.community_id == who.community_id, s.consultation_id == consultation_id)
    )
    step = {
        "community_id": who.community_id,
        "consultation_id": consultation_id,
        "number": (count or 0) + 1,
        "verb": verb,
        "text": text,
        "photo": photo or None,
        "taken_by": who.id,
        "taken_at": tx.now,
    }
    tx.connection.execute(insert(consultation_steps), [step])


def consultation_of(
    tx: Transaction, community_id: str, motion_id: str, *, names: bool = False
) -> Consultation | None:
    """What came of a motion; ``names`` tells who took the steps, to staff."""
    row = consultation_row(tx, community_id, motion_id)
    if row is None:
        return None
    s = consultation_steps.c
    steps = tx.connection.execute(
        select(consultation_steps, residents.c.name)
        .join(
            residents,
            and_(residents.c.community_id == s.community_id, residents.c.id == s.taken_by),
        )
        .where(s.community_id == community_id, s.consultation_id == row.id)
        .order_by(s.number)
    )
    return Consultation(
        state=row.state,
        steps=tuple(
            ConsultationStep(
                verb=each.verb,
                text=each.text,
                photo=each.photo or "",
                taken_at=each.taken_at,
                taken_by=each.name if names else "",
            )
            for each in steps
        ),
    )
