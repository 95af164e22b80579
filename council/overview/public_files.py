"""Photos and documents that go with a public text, found under their own hash.

A recorded voice tells who speaks; it is kept as evidence and never shown here.
"""

from sqlalchemy import or_, select

from council.kernel.database.transaction import Transaction
from council.kernel.tables import attachments, files
from council.kernel.values import value
from council.meetings.items.records import FILES as AGENDA_ITEM
from council.meetings.tables import agenda_items
from council.motions.consultations.tables import consultation_steps
from council.motions.responses.attached import ANSWERED, COMPLETED
from council.motions.tables import motions, responses
from council.proposals.rules import PUBLIC
from council.proposals.tables import proposals
from council.resolutions.tables import resolutions
from council.resolutions.tasks.tables import task_steps


@value
class File:
    """A file with its bytes."""

    media_type: str
    content: bytes


def public_file(tx: Transaction, community_id: str, *, sha256: str) -> File | None:
    """Fetch a file of a public proposal, an item of an agenda, a consultation, a task, an answer."""
    a, f, p, s = attachments.c, files.c, proposals.c, consultation_steps.c
    of_proposal = (
        select(a.sha256)
        .join(proposals, (p.community_id == a.community_id) & (p.id == a.subject_id))
        .where(
            a.community_id == f.community_id,
            a.sha256 == f.sha256,
            a.subject_kind == "proposal",
            a.kind == "photo",
            p.state.in_(sorted(PUBLIC)),
        )
    )
    t, r = task_steps.c, resolutions.c
    of_task = (
        select(t.photo)
        .join(resolutions, (r.community_id == t.community_id) & (r.id == t.resolution_id))
        .where(
            t.community_id == f.community_id,
            t.photo == f.sha256,
            r.published_at.is_not(None),
        )
    )
    of_report = select(s.photo).where(s.community_id == f.community_id, s.photo == f.sha256)
    m, i = motions.c, agenda_items.c
    of_item = (
        select(a.sha256)
        .join(agenda_items, (i.community_id == a.community_id))
        .join(motions, (m.community_id == i.community_id) & (m.id == i.motion_id))
        .where(
            a.community_id == f.community_id,
            a.sha256 == f.sha256,
            a.subject_kind == AGENDA_ITEM,
            a.kind == "photo",
            a.subject_id == i.meeting_id + "/" + i.motion_id,
            m.state != "drafted",
        )
    )
    q = responses.c
    of_answer = (
        select(a.sha256)
        .join(responses, (q.community_id == a.community_id) & (q.id == a.subject_id))
        .join(motions, (m.community_id == q.community_id) & (m.id == q.motion_id))
        .where(
            a.community_id == f.community_id,
            a.sha256 == f.sha256,
            a.subject_kind.in_((ANSWERED, COMPLETED)),
            m.state != "drafted",
        )
    )
    shown = (of_proposal, of_report, of_item, of_task, of_answer)
    row = tx.connection.execute(
        select(f.media_type, f.content).where(
            f.community_id == community_id,
            f.sha256 == sha256,
            or_(*(each.exists() for each in shown)),
        )
    ).one_or_none()
    return None if row is None else File(media_type=row.media_type, content=row.content)
