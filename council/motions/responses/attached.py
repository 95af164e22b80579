"""Photos and documents that go with a response 答复: with the answer, and with its completion."""

from collections.abc import Sequence

from sqlalchemy import select

from council.kernel.attached_files import attached
from council.kernel.database.transaction import Transaction
from council.kernel.files import Attachment, attach
from council.kernel.tables import files
from council.motions.responses.response import Response

#: What a response's photos are attached to, as kinds of subjects.
ANSWERED, COMPLETED = "response", "response_completed"


#: A document is a PDF: whatever else a program would open may hold more than it shows.
PDF = "application/pdf"


def attach_files(tx: Transaction, row: Response, kind: str, hashes: Sequence[str]) -> None:
    """Attach kept photos and documents by their hashes, each once."""
    f = files.c
    query = select(f.sha256).where(
        f.community_id == row.community_id, f.sha256.in_(hashes), f.media_type == PDF
    )
    documents = frozenset(tx.connection.scalars(query))
    parts = [
        Attachment(kind="document" if each in documents else "photo", sha256=each)
        for each in dict.fromkeys(hashes)
    ]
    attach(tx, row.community_id, kind, row.id, parts)


def photos_of(tx: Transaction, row: Response, kind: str) -> tuple[str, ...]:
    """Tell the photos of a response by their hashes, in their order."""
    found = attached(tx, row.community_id, kind, row.id)
    return tuple(each.sha256 for each in found if each.kind == "photo")


def documents_of(tx: Transaction, row: Response, kind: str) -> tuple[str, ...]:
    """Tell the documents of a response by their hashes, in their order."""
    found = attached(tx, row.community_id, kind, row.id)
    return tuple(each.sha256 for each in found if each.kind == "document")
