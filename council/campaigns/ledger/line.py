"""One line of the ledger's chain 台账, as everybody may see it who has its address.

The address is the beginning of the line's hash. It stands on the receipt and on no page: whoever
reads the ledger cannot tell a serial or a name by it.
"""

from sqlalchemy import select

from council.campaigns.tables import (
    GIFTS,
    campaigns,
    ledger_entries,
    ledger_holds,
    ledger_lines,
    ledger_transfers,
)
from council.kernel.database.transaction import Transaction
from council.kernel.values import value

#: So many characters of a hash are an address: 64 bits.
ADDRESS = 16


@value
class LedgerLineShown:
    """A line of the chain: its number, what it noted, when, of how much; ``hash`` is its whole hash.

    ``number`` is the entry's in the ledger, 0 for a line that posted nothing. ``phase``: pending,
    posted or voided. ``campaign`` 0: of none. ``amount_fen`` None: of a gift, whose sum only its
    receipt says (docs/rules.md#what-is-told), for the chain's file has everybody's hashes.
    """

    line: int
    phase: str
    kind: str
    noted_at: int
    number: int
    campaign: int
    title: str
    amount_fen: int | None
    hash: str


def address_of(tx: Transaction, community_id: str, kind: str, subject_id: str) -> str:
    """Tell the address of the line that says what became of a cause; empty while it waits."""
    t = ledger_lines.c
    found: str | None = tx.connection.scalar(
        select(t.hash).where(
            t.community_id == community_id,
            t.kind == kind,
            t.subject_id == subject_id,
            t.ends == 1,
        )
    )
    return (found or "")[:ADDRESS]


def line_at(tx: Transaction, community_id: str, address: str) -> LedgerLineShown | None:
    """Find a line by its address; None where there is none."""
    t, p, h, e, c = (
        ledger_lines.c,
        ledger_transfers.c,
        ledger_holds.c,
        ledger_entries.c,
        campaigns.c,
    )
    row = tx.connection.execute(
        select(ledger_lines).where(
            t.community_id == community_id, t.hash.between(address, address + "g")
        )
    ).first()
    if row is None:
        return None
    posted = tx.connection.execute(
        select(p.number, p.campaign_id, e.amount_fen)
        .join(ledger_entries, (e.community_id == p.community_id) & (e.transfer_id == p.id))
        .where(
            p.community_id == community_id,
            p.kind == row.kind,
            p.subject_id == row.subject_id,
            e.line == 1,
        )
    ).one_or_none()
    held = tx.connection.execute(
        select(h.campaign_id, h.amount_fen).where(
            h.community_id == community_id, h.kind == row.kind, h.subject_id == row.subject_id
        )
    ).one_or_none()
    told = posted if row.phase == "posted" else held
    if told is None:
        return None
    of = tx.connection.execute(
        select(c.number, c.title).where(c.community_id == community_id, c.id == told.campaign_id)
    ).one_or_none()
    return LedgerLineShown(
        line=row.line,
        phase=row.phase,
        kind=row.kind,
        noted_at=row.noted_at,
        number=posted.number if row.phase == "posted" and posted is not None else 0,
        campaign=0 if of is None else of.number,
        title="" if of is None else of.title,
        amount_fen=None if row.kind in GIFTS else told.amount_fen,
        hash=row.hash,
    )
