"""Reading bank statements 对账单, their lines, and what of the books they may be."""

from sqlalchemy import ColumnElement, and_, case, exists, literal, select

from council.campaigns.bank_statements.bank_statement import BankLine, BankStatement
from council.campaigns.bank_statements.matching import Known, Unpaid
from council.campaigns.bank_statements.tables import bank_lines, bank_statements
from council.campaigns.payments.tables import contracts, payments
from council.campaigns.pledges.reads import unpaid
from council.campaigns.reads import in_force
from council.campaigns.records import same
from council.campaigns.tables import campaigns, pledges, receipts, refunds
from council.kernel.database.records import read_all, record_by
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.refusals import Refusal, refuse


def statement_by(tx: Transaction, community_id: str, number: int) -> BankStatement | Refusal:
    """Find a statement by its number."""
    found = record_by(tx, BankStatement, bank_statements, community_id, number=number)
    return found or refuse("bank.unknown", number=number)


def sent_before(tx: Transaction, community_id: str, sha256: str) -> BankStatement | None:
    """Find the statement that was the same file, byte for byte."""
    return record_by(tx, BankStatement, bank_statements, community_id, sha256=sha256)


def line_by(
    tx: Transaction, statement: BankStatement, line: int, *, lock: bool = False
) -> BankLine | Refusal:
    """Find a line by where it stood in its file."""
    found = record_by(
        tx,
        BankLine,
        bank_lines,
        statement.community_id,
        lock=lock,
        statement_id=statement.id,
        line=line,
    )
    return found or refuse("bank.unknown_line", number=statement.number, line=line)


def lines_of(
    tx: Transaction, community_id: str, *wanted: ColumnElement[bool]
) -> tuple[BankLine, ...]:
    """Read lines in the order of their statements and files."""
    b, s = bank_lines.c, bank_statements.c
    return read_all(
        tx,
        BankLine,
        select(bank_lines)
        .join(bank_statements, same(bank_lines, bank_statements, "statement_id"))
        .where(b.community_id == community_id, *wanted)
        .order_by(s.number, b.line),
    )


def unpaid_pledges(tx: Transaction, community_id: str) -> tuple[Unpaid, ...]:
    """Read the pledges for which money may come in now and none did."""
    c, p, r = campaigns.c, pledges.c, residents.c
    rows = tx.connection.execute(
        select(c.number, p.number, r.name, p.amount_fen, r.id)
        .join_from(pledges, campaigns, same(pledges, campaigns, "campaign_id"))
        .join(residents, same(pledges, residents, "resident_id"))
        .where(
            *_takes_money(tx, community_id),
            unpaid(),
        )
        .order_by(c.number, p.number)
    )
    return tuple(
        Unpaid(campaign=campaign, pledge=pledge, name=name, amount_fen=fen, resident=resident)
        for campaign, pledge, name, fen, resident in rows
    )


def taking_money(tx: Transaction, community_id: str) -> bool:
    """Whether any campaign takes money now."""
    open_now = select(campaigns.c.id).where(*_takes_money(tx, community_id)).limit(1)
    return tx.connection.scalar(open_now) is not None


def once_open(tx: Transaction, community_id: str) -> tuple[int, ...]:
    """Tell the numbers of the campaigns that were open once, whatever became of them."""
    c = campaigns.c
    numbers = select(c.number).where(c.community_id == community_id, c.opened_at.is_not(None))
    return tuple(tx.connection.scalars(numbers.order_by(c.number)))


def _takes_money(tx: Transaction, community_id: str) -> tuple[ColumnElement[bool], ...]:
    c = campaigns.c
    return (
        c.community_id == community_id,
        c.state == "open",
        c.deadline > tx.now,
        c.motion_id.in_(in_force(community_id)),
    )


def in_the_books(tx: Transaction, community_id: str, target_id: str = "") -> tuple[Known, ...]:
    """Read what stands in the books and no line told yet; or the one thing of an id."""
    c, r, f, p = campaigns.c, receipts.c, refunds.c, payments.c
    received = (
        select(
            literal("receipt").label("kind"),
            r.id,
            c.number.label("campaign"),
            r.serial.label("number"),
            r.external_ref.label("reference"),
            r.amount_fen,
            residents.c.name,
            residents.c.id.label("resident"),
        )
        .join_from(receipts, campaigns, same(receipts, campaigns, "campaign_id"))
        .join(pledges, same(receipts, pledges, "pledge_id"))
        .join(residents, same(pledges, residents, "resident_id"))
        .where(r.community_id == community_id, r.state == "posted", _open(r.id, target_id))
    )
    if not target_id:
        received = received.where(r.method != "cash")
    given = (
        select(
            literal("refund").label("kind"),
            f.id,
            c.number.label("campaign"),
            r.serial.label("number"),
            literal("").label("reference"),
            (-f.amount_fen).label("amount_fen"),
            residents.c.name,
            residents.c.id.label("resident"),
        )
        .join_from(refunds, campaigns, same(refunds, campaigns, "campaign_id"))
        .join(receipts, same(refunds, receipts, "receipt_id"))
        .join(pledges, same(receipts, pledges, "pledge_id"))
        .join(residents, same(pledges, residents, "resident_id"))
        .where(f.community_id == community_id, _open(f.id, target_id))
    )
    if not target_id:
        given = given.where(f.method != "cash")
    paid = (
        select(
            literal("payment").label("kind"),
            p.id,
            c.number.label("campaign"),
            p.number,
            literal("").label("reference"),
            case((p.kind == "payment", -p.amount_fen), else_=p.amount_fen).label("amount_fen"),
            contracts.c.payee.label("name"),
            literal("").label("resident"),
        )
        .join_from(payments, campaigns, same(payments, campaigns, "campaign_id"))
        .join(contracts, same(payments, contracts, "contract_id"))
        .where(p.community_id == community_id, p.state == "paid", _open(p.id, target_id))
    )
    return tuple(
        value_from(Known, row)
        for query in (received, given, paid)
        for row in tx.connection.execute(query.order_by("campaign", "number"))
    )


def _open(subject: ColumnElement[str], target_id: str) -> ColumnElement[bool]:
    """What is asked for by its id, else what no line told."""
    if target_id:
        return subject == target_id
    b = bank_lines.c
    return ~exists().where(and_(b.target_id == subject))


def payers(tx: Transaction, community_id: str) -> dict[str, str]:
    """Tell the one resident of each name: (name, id); namesakes are nobody."""
    rows = tx.connection.execute(
        select(residents.c.name, residents.c.id).where(residents.c.community_id == community_id)
    )
    found: dict[str, str] = {}
    for name, resident in rows:
        found[name] = "" if name in found else resident
    return {name: resident for name, resident in found.items() if resident}
