"""The standing invariant I34: lines of bank statements 对账单 are what the books say they are."""

from collections.abc import Iterator

from sqlalchemy import select

from council.campaigns.bank_statements.bank_statement import BankLine
from council.campaigns.bank_statements.records import lines_of
from council.campaigns.bank_statements.tables import bank_lines, bank_statements
from council.campaigns.ledger.accounts import SUSPENSE
from council.campaigns.ledger.balances import posted
from council.campaigns.payments.tables import payments
from council.campaigns.receipts.rules import ref_key
from council.campaigns.tables import receipts, refunds
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.findings import Finding, finding
from council.kernel.tables import acts, files

#: Lines in suspense.
_IN_SUSPENSE = ("suspense", "returning")


def i34_bank_lines_are_in_the_books(tx: Transaction) -> Finding:
    """Each line that was booked is one thing in the books, of its amount and once.

    What is in suspense is what the ledger holds there; what was sent back was signed by a second
    person; each file is kept, and has as many lines as it says.
    """
    broken: list[str] = []
    checked = 0
    for community in tx.connection.execute(
        select(communities.c.id, communities.c.slug).order_by(communities.c.slug)
    ):
        lines = lines_of(tx, community.id)
        checked += len(lines)
        books = _books(tx, community.id)
        signed = _signed(tx, community.id)
        broken += [
            f"{community.slug} bank line {line.id}: {wrong}"
            for line in lines
            for wrong in _wrong(line, books, signed)
        ]
        fen = sum(line.amount_fen for line in lines if line.state in _IN_SUSPENSE)
        there = posted(tx, community.id, (SUSPENSE,))[SUSPENSE]
        if fen != there:
            broken.append(f"{community.slug} suspense: the ledger says {there}, its lines {fen}")
        broken += _files(tx, community.id, community.slug, lines)
    return finding("I34", "bank lines are in the books", checked=checked, broken=broken)


def _books(tx: Transaction, community_id: str) -> dict[tuple[str, str], tuple[int, str]]:
    """What a line may be: (kind, id) → amount, and a receipt's reference."""
    r, f, p = receipts.c, refunds.c, payments.c
    execute = tx.connection.execute
    found = {
        ("receipt", row.id): (int(row.amount_fen), ref_key(row.external_ref))
        for row in execute(
            select(r.id, r.amount_fen, r.external_ref).where(
                r.community_id == community_id, r.state == "posted"
            )
        )
    }
    given = execute(select(f.id, f.amount_fen).where(f.community_id == community_id))
    found |= {("refund", row.id): (-int(row.amount_fen), "") for row in given}
    paid = execute(
        select(p.id, p.amount_fen, p.kind).where(p.community_id == community_id, p.state == "paid")
    )
    return found | {
        ("payment", row.id): (int(row.amount_fen) * (-1 if row.kind == "payment" else 1), "")
        for row in paid
    }


def _signed(tx: Transaction, community_id: str) -> set[tuple[str, str, int]]:
    a = acts.c
    rows = tx.connection.execute(
        select(a.subject_id, a.actor_id, a.acted_at).where(
            a.community_id == community_id, a.verb == "bank.give_back"
        )
    )
    return {(row.subject_id, row.actor_id, row.acted_at) for row in rows}


def _wrong(
    line: BankLine,
    books: dict[tuple[str, str], tuple[int, str]],
    signed: set[tuple[str, str, int]],
) -> Iterator[str]:
    booked = line.state in {"receipt", "ticked"}
    if booked != bool(line.target_id):
        yield "booked as nothing" if booked else "is something and was not booked"
    elif booked:
        fen, reference = books.get((line.target_kind, line.target_id), (0, ""))
        if fen != line.amount_fen:
            yield f"is {line.amount_fen}, the books say {fen}"
        elif line.state == "receipt" and reference != ref_key(line.reference):
            yield "its receipt has another reference"
    if line.state in {*_IN_SUSPENSE, "returned"} and not line.suspended_at:
        yield "in suspense and never put there"
    if line.state in {"waiting", "left"} and line.suspended_at:
        yield "put into suspense and out of it by nobody"
    if line.state == "returned" and (line.id, line.settled_by, line.settled_at) not in signed:
        yield "sent back without a second signature"


def _files(
    tx: Transaction, community_id: str, slug: str, lines: tuple[BankLine, ...]
) -> list[str]:
    s, f, b = bank_statements.c, files.c, bank_lines.c
    kept = set(tx.connection.scalars(select(f.sha256).where(f.community_id == community_id)))
    many: dict[str, int] = {}
    for line in lines:
        many[line.statement_id] = many.get(line.statement_id, 0) + 1
    found = []
    for row in tx.connection.execute(
        select(s.id, s.number, s.sha256, s.new_lines)
        .where(s.community_id == community_id)
        .order_by(s.number)
    ):
        if row.sha256 not in kept:
            found.append(f"{slug} statement {row.number}: its file is not kept")
        if many.get(row.id, 0) != row.new_lines:
            found.append(f"{slug} statement {row.number}: {row.new_lines} lines said")
    keys = tx.connection.execute(
        select(b.id, b.reference, b.ref_key).where(b.community_id == community_id)
    )
    found += [
        f"{slug} bank line {row.id}: not the key of its reference"
        for row in keys
        if ref_key(row.reference) != row.ref_key
    ]
    return found
