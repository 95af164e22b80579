"""Photos and voice messages kept as evidence: judged by their bytes, stored by their hash."""

from council.kernel import files
from council.kernel.database.transaction import Transaction
from council.kernel.evidence import EVIDENCE, check_file, file_kind
from council.kernel.files import Attachment
from council.kernel.refusals import Refusal
from council.kernel.values import Person


def take_file(
    tx: Transaction,
    who: Person,
    content: bytes,
    *,
    kept: int,
    kinds: frozenset[str] = EVIDENCE,
) -> Attachment | Refusal:
    """Keep one file for somebody who has ``kept`` others in the same thing; or refuse it."""
    refusal = check_file(content, kept=kept, kinds=kinds)
    if refusal is not None:
        return refusal
    found = file_kind(content)
    assert found is not None, "judged above"
    kind, media_type = found
    sha256 = files.keep(tx, who.community_id, content, media_type)
    return Attachment(kind=kind, sha256=sha256)
