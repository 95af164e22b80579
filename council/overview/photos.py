"""Photos that go with a public text, found under their own hash.

A recorded voice tells who speaks; it is kept as evidence and never shown here.
"""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.tables import attachments, files
from council.kernel.values import value
from council.motions.consultations.tables import consultation_steps
from council.proposals.rules import PUBLIC
from council.proposals.tables import proposals
from council.resolutions.tables import resolutions
from council.resolutions.tasks.tables import task_steps


@value
class File:
    """A file with its bytes."""

    media_type: str
    content: bytes


def public_photo(tx: Transaction, community_id: str, *, sha256: str) -> File | None:
    """Fetch a photo of a public proposal, of a consultation's report or of a task; no other is told."""
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
    row = tx.connection.execute(
        select(f.media_type, f.content).where(
            f.community_id == community_id,
            f.sha256 == sha256,
            of_proposal.exists() | of_report.exists() | of_task.exists(),
        )
    ).one_or_none()
    return None if row is None else File(media_type=row.media_type, content=row.content)
