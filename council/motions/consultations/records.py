"""Community consultations 社区协商 as kept: one a motion, its steps append-only."""

from sqlalchemy import and_, bindparam, func, insert, literal, select, update

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.values import Person
from council.motions.consultations.rules import Consultation, ConsultationStep
from council.motions.consultations.tables import consultation_steps, consultations

# Each screen and each act of a motion asks it: built once, since building costs more than running.
_STATE = select(consultations.c.state).where(
    consultations.c.community_id == bindparam("community_id"),
    consultations.c.motion_id == bindparam("motion_id"),
)


def consultation_state(tx: Transaction, community_id: str, motion_id: str) -> str:
    """Tell where the consultation of a motion stands; empty before its first step."""
    given = {"community_id": community_id, "motion_id": motion_id}
    return tx.connection.scalar(_STATE, given) or ""


def keep_step(
    tx: Transaction, who: Person, *, motion_id: str, state: str, verb: str, text: str, photo: str
) -> None:
    """Keep a step and the state it leads to. The motion is locked by the caller."""
    t = consultations.c
    known = tx.connection.scalar(
        select(t.id).where(t.community_id == who.community_id, t.motion_id == motion_id)
    )
    consultation_id = known or tx.new_id()
    if known is None:
        made = {
            "community_id": who.community_id,
            "id": consultation_id,
            "motion_id": motion_id,
            "state": state,
            "changed_at": tx.now,
        }
        tx.connection.execute(insert(consultations), [made])
    else:
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
    state = consultation_state(tx, community_id, motion_id)
    if not state:
        return None
    t, s, r = consultations.c, consultation_steps.c, residents.c
    name = r.name if names else literal("")
    query = (
        select(s.verb, s.text, s.photo, s.taken_at, name.label("taken_by"))
        .join(consultations, and_(t.community_id == s.community_id, t.id == s.consultation_id))
        .join(residents, and_(r.community_id == s.community_id, r.id == s.taken_by))
        .where(s.community_id == community_id, t.motion_id == motion_id)
        .order_by(s.number)
    )
    return Consultation(state=state, steps=read_all(tx, ConsultationStep, query))
