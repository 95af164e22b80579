"""What the ledger's 台账 transfers are for, and what its sums are set aside for, as rows say it."""

from sqlalchemy import and_, exists, literal, null, select

from council.campaigns.bank_statements.tables import bank_lines
from council.campaigns.ledger import accounts
from council.campaigns.payments.tables import payments
from council.campaigns.records import same
from council.campaigns.rules import SET_ASIDE
from council.campaigns.tables import (
    campaigns,
    ledger_holds,
    ledger_lines,
    ledger_transfers,
    receipts,
    refund_requests,
    refunds,
)
from council.kernel.database.transaction import Transaction
from council.kernel.values import value


@value
class Cause:
    """What a transfer is for, and so what it must say."""

    campaign: int
    amount_fen: int
    posted_by: str
    second_by: str | None
    late: bool = False

    def entries(self, kind: str) -> list[tuple[int, str, int]]:
        """Tell what a transfer of a kind moves for it: (line, account, fen)."""
        unknown, suspense = accounts.UNKNOWN, accounts.SUSPENSE
        held, given = accounts.held(self.campaign), accounts.contributors(self.campaign)
        if self.late:
            held = accounts.late(self.campaign)
        payees = accounts.payees(self.campaign)
        source, destination = {
            "receipt": (given, held),
            "refund": (held, given),
            "reserve": (held, accounts.reserve(self.campaign)),
            "payment": (held, payees),
            "reversal": (payees, held),
            "suspense": (unknown, suspense),
            "release": (suspense, unknown),
            "returned": (suspense, unknown),
        }[kind]
        return [(1, destination, self.amount_fen), (2, source, -self.amount_fen)]


def causes_of(tx: Transaction, community_id: str) -> dict[tuple[str, str], Cause]:
    """Every receipt, refund, kept surplus and line in suspense: (kind, id) → what its transfer says."""
    r, f, q, c = receipts.c, refunds.c, refund_requests.c, campaigns.c
    never = literal(0)
    asked = (
        select(c.number, q.id, q.amount_fen, q.asked_by, ledger_transfers.c.second_by, never)
        .join_from(refund_requests, campaigns, same(refund_requests, campaigns, "campaign_id"))
        .join(
            ledger_transfers,
            and_(
                ledger_transfers.c.community_id == q.community_id,
                ledger_transfers.c.kind == "reserve",
                ledger_transfers.c.subject_id == q.id,
                ledger_transfers.c.second_by != q.asked_by,
            ),
        )
        .where(q.community_id == community_id, q.state == "confirmed", q.reason == "reserve")
    )
    received = (
        select(c.number, r.id, r.amount_fen, r.cashier, r.second_signer, r.late)
        .join_from(receipts, campaigns, same(receipts, campaigns, "campaign_id"))
        .where(r.community_id == community_id, r.state == "posted")
    )
    given = (
        select(c.number, f.id, f.amount_fen, f.operator, f.second_signer, r.late)
        .join_from(refunds, campaigns, same(refunds, campaigns, "campaign_id"))
        .join(receipts, same(refunds, receipts, "receipt_id"))
        .where(f.community_id == community_id)
    )
    p = payments.c
    out = (
        select(c.number, p.id, p.amount_fen, p.proposed_by, p.second_signer, never)
        .join_from(payments, campaigns, same(payments, campaigns, "campaign_id"))
        .where(p.community_id == community_id, p.state == "paid")
    )
    b = bank_lines.c
    zero, nobody = literal(0), null()
    suspended = select(zero, b.id, b.amount_fen, b.suspended_by, nobody, never).where(
        b.community_id == community_id, b.suspended_at.is_not(None)
    )
    known = select(zero, b.id, b.amount_fen, b.settled_by, nobody, never).where(
        b.community_id == community_id,
        b.suspended_at.is_not(None),
        b.state.in_(("receipt", "ticked")),
    )
    sent_back = select(zero, b.id, b.amount_fen, b.asked_by, b.settled_by, never).where(
        b.community_id == community_id, b.state == "returned"
    )
    return {
        (kind, subject): Cause(
            campaign=number,
            amount_fen=fen,
            posted_by=posted_by,
            second_by=second_by,
            late=bool(late),
        )
        for kind, query in (
            ("receipt", received),
            ("refund", given),
            ("reserve", asked),
            ("payment", out.where(p.kind == "payment")),
            ("reversal", out.where(p.kind == "reversal")),
            ("suspense", suspended),
            ("release", known),
            ("returned", sent_back),
        )
        for number, subject, fen, posted_by, second_by, late in tx.connection.execute(query)
    }


def unlike_waiting(tx: Transaction, community_id: str) -> list[tuple[str, int, int]]:
    """What is set aside and does not wait, or the other way: (id, waits for, set aside) in fen."""
    r, q, h, t = receipts.c, refund_requests.c, ledger_holds.c, ledger_lines.c
    ended = exists().where(
        t.community_id == h.community_id,
        t.kind == h.kind,
        t.subject_id == h.subject_id,
        t.ends == 1,
    )
    cash = select(r.id, r.amount_fen).where(
        r.community_id == community_id, r.state == "awaiting_second"
    )
    requests = select(q.id, q.amount_fen).where(
        q.community_id == community_id, q.state.in_(SET_ASIDE)
    )
    out = select(payments.c.id, payments.c.amount_fen).where(
        payments.c.community_id == community_id, payments.c.state == "proposed"
    )
    aside = select(h.subject_id, h.amount_fen).where(h.community_id == community_id, ~ended)
    waits = {
        row.id: int(row.amount_fen)
        for query in (cash, requests, out)
        for row in tx.connection.execute(query)
    }
    holds = {row.subject_id: int(row.amount_fen) for row in tx.connection.execute(aside)}
    return [
        (each, waits.get(each, 0), holds.get(each, 0))
        for each in sorted(waits.keys() | holds.keys())
        if waits.get(each) != holds.get(each)
    ]
