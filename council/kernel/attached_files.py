"""Files that go with a public text: photos, found under their own hash.

A recorded voice tells who speaks; it is kept as evidence and never shown here.
"""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.tables import attachments, files
from council.kernel.values import value
from council.motions.consultations.tables import consultation_steps
from council.proposals.rules import PUBLIC
from council.proposals.tables import proposals


@value
class Attachment:
    """A file shown with a text."""

    sha256: str
    kind: str
    media_type: str
    size: int


@value
class File:
    """A file with its bytes."""

    media_type: str
    content: bytes


def attached(
    tx: Transaction, community_id: str, kind: str, subject_id: str
) -> tuple[Attachment, ...]:
    """Tell the files attached to one thing, in order."""
    a, f = attachments.c, files.c
    rows = tx.connection.execute(
        select(a.sha256, a.kind, f.media_type, f.size)
        .join(files, (f.community_id == a.community_id) & (f.sha256 == a.sha256))
        .where(
            a.community_id == community_id,
            a.subject_kind == kind,
            a.subject_id == subject_id,
        )
        .order_by(a.position)
    )
    return tuple(
        Attachment(sha256=row.sha256, kind=row.kind, media_type=row.media_type, size=row.size)
        for row in rows
    )


def public_photo(tx: Transaction, community_id: str, *, sha256: str) -> File | None:
    """Fetch a photo of a public proposal or a consultation's report; all else is not told."""
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
    of_report = select(s.photo).where(s.community_id == f.community_id, s.photo == f.sha256)
    row = tx.connection.execute(
        select(f.media_type, f.content).where(
            f.community_id == community_id,
            f.sha256 == sha256,
            of_proposal.exists() | of_report.exists(),
        )
    ).one_or_none()
    return None if row is None else File(media_type=row.media_type, content=row.content)
