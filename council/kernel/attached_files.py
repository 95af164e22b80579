"""Files that go with a text, as its readers see them."""

from sqlalchemy import select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.tables import attachments, files
from council.kernel.values import value


@value
class Attachment:
    """A file shown with a text."""

    sha256: str
    kind: str
    media_type: str
    size: int


def attached(
    tx: Transaction, community_id: str, kind: str, subject_id: str
) -> tuple[Attachment, ...]:
    """Tell the files attached to one thing, in order."""
    a, f = attachments.c, files.c
    query = (
        select(a.sha256, a.kind, f.media_type, f.size)
        .join(files, (f.community_id == a.community_id) & (f.sha256 == a.sha256))
        .where(
            a.community_id == community_id,
            a.subject_kind == kind,
            a.subject_id == subject_id,
        )
        .order_by(a.position)
    )
    return read_all(tx, Attachment, query)
