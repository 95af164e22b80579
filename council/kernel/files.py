"""Our own copies of photos and voice messages, by content hash, and what they belong to."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from council.kernel.database.records import read_all
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.tables import attachments, files
from council.kernel.values import value

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@value
class Attachment:
    """A kept file as part of something: ``kind`` is photo, voice or document."""

    kind: str
    sha256: str


@value
class KeptFile:
    """A kept file with its bytes, to be sent to somebody."""

    kind: str
    media_type: str
    content: bytes


def keep(tx: Transaction, community_id: str, content: bytes, media_type: str) -> str:
    """Keep a file's bytes once per community; tells its SHA-256 in hexadecimal."""
    sha256 = hashlib.sha256(content).hexdigest()
    t = files.c
    known = tx.connection.execute(
        select(t.sha256).where(t.community_id == community_id, t.sha256 == sha256)
    ).one_or_none()
    if known is None:
        row = {
            "community_id": community_id,
            "sha256": sha256,
            "media_type": media_type,
            "size": len(content),
            "content": content,
            "kept_at": tx.now,
        }
        tx.connection.execute(insert(files), [row])
    return sha256


def kind_of(media_type: str) -> str:
    """Tell photo, voice or video from the media type of a kept file."""
    return {"image": "photo", "video": "video"}.get(media_type.partition("/")[0], "voice")


def keep_table(tx: Transaction, community_id: str, content: bytes) -> str:
    """Keep a CSV or XLSX file that somebody sent, as evidence; tells its SHA-256."""
    packed = content.startswith(b"PK")
    return keep(tx, community_id, content, WORKBOOK if packed else "text/csv")


def kept_file(tx: Transaction, community_id: str, sha256: str) -> KeptFile | None:
    """Read a kept file by its hash."""
    t = files.c
    query = select(t.media_type, t.content)
    row = tx.connection.execute(
        query.where(t.community_id == community_id, t.sha256 == sha256)
    ).one_or_none()
    return None if row is None else value_from(KeptFile, row, kind=kind_of(row.media_type))


def attach(
    tx: Transaction, community_id: str, kind: str, subject_id: str, parts: Sequence[Attachment]
) -> None:
    """Make these the attachments of a thing, in this order, in place of earlier ones."""
    t = attachments.c
    tx.connection.execute(
        delete(attachments).where(
            t.community_id == community_id, t.subject_kind == kind, t.subject_id == subject_id
        )
    )
    rows = [
        {
            "community_id": community_id,
            "subject_kind": kind,
            "subject_id": subject_id,
            "position": position,
            "sha256": part.sha256,
            "kind": part.kind,
        }
        for position, part in enumerate(parts, start=1)
    ]
    if rows:
        tx.connection.execute(insert(attachments), rows)


def attachments_of(
    tx: Transaction, community_id: str, kind: str, subject_id: str
) -> tuple[Attachment, ...]:
    """Read the attachments of a thing, in order."""
    t = attachments.c
    query = (
        select(t.kind, t.sha256)
        .where(t.community_id == community_id, t.subject_kind == kind, t.subject_id == subject_id)
        .order_by(t.position)
    )
    return read_all(tx, Attachment, query)
