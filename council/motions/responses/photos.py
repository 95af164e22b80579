"""Photos that go with a response 答复: with the answer, and with its completion."""

from collections.abc import Sequence

from council.kernel.attached_files import attached
from council.kernel.database.transaction import Transaction
from council.kernel.files import Attachment, attach
from council.motions.responses.response import Response

#: What a response's photos are attached to, as kinds of subjects.
ANSWERED, COMPLETED = "response", "response_completed"


def attach_photos(tx: Transaction, row: Response, kind: str, photos: Sequence[str]) -> None:
    """Attach kept photos by their hashes, each once."""
    parts = [Attachment(kind="photo", sha256=each) for each in dict.fromkeys(photos)]
    attach(tx, row.community_id, kind, row.id, parts)


def photos_of(tx: Transaction, row: Response, kind: str) -> tuple[str, ...]:
    """Tell the photos of a response by their hashes, in their order."""
    return tuple(each.sha256 for each in attached(tx, row.community_id, kind, row.id))
