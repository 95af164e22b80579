"""The invariants of the chain: the ledger's lines as they were written, and what guards them."""

from sqlalchemy import and_, exists, select

from council.campaigns.ledger import lines
from council.campaigns.ledger.chain import ORIGIN, link, text_of
from council.campaigns.tables import ledger_holds, ledger_lines, ledger_transfers
from council.kernel.database.append_only import APPEND_ONLY, unguarded
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.findings import Finding, count, finding


def i30_lines_as_chained(tx: Transaction) -> Finding:
    """Each line of the ledger is as it was when the next was chained to it; the first that is not.

    What follows from a line that was touched says nothing of its own any more, so one is named for
    each community, with what stands in the ledger and in no line.
    """
    broken = []
    for community in tx.connection.execute(
        select(communities.c.id, communities.c.slug).order_by(communities.c.slug)
    ):
        touched = first_touched(tx, community.id)
        if touched:
            broken.append(f"{community.slug} ledger: line {touched} is the first that was touched")
        broken += _outside(tx, community.id, community.slug)
    return finding(
        "I30", "ledger lines as chained", checked=count(tx, ledger_lines), broken=broken
    )


def first_touched(tx: Transaction, community_id: str) -> int:
    """Tell the first line whose hash is not that of what it says and all before; 0 = none."""
    before = ORIGIN
    for place, kept in enumerate(lines.every(tx, community_id), start=1):
        before = link(before, text_of(community_id, kept.line))
        if kept.line.line != place or kept.hash != before:
            return place
    return 0


def _outside(tx: Transaction, community_id: str, slug: str) -> list[str]:
    """Transfers, and what is set aside, that no line speaks of."""
    t = ledger_lines.c
    found = []
    for what, table, phase in (
        ("transfers", ledger_transfers, "posted"),
        ("sums set aside", ledger_holds, "pending"),
    ):
        line = exists().where(
            and_(
                t.community_id == table.c.community_id,
                t.kind == table.c.kind,
                t.subject_id == table.c.subject_id,
                t.phase == phase,
            )
        )
        many = count(tx, table, table.c.community_id == community_id, ~line)
        found += [f"{slug} ledger: {many} {what} in no line"] * bool(many)
    return found


def i31_tables_that_only_grow(tx: Transaction) -> Finding:
    """The database itself refuses to change or delete what should only grow."""
    return finding(
        "I31",
        "the database refuses changes to the ledger",
        checked=len(APPEND_ONLY),
        broken=[f"{table}: can be changed" for table in unguarded(tx.connection)],
    )
