"""Sums of several campaigns 众筹 at once: what was pledged, received, given back, and is held."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select

from council.campaigns.campaign import Campaign
from council.campaigns.commands import StatementLine
from council.campaigns.keepers.rules import OFFICES
from council.campaigns.ledger.accounts import held, late, payees, reserve
from council.campaigns.receipts.reads import names_of
from council.campaigns.receipts.records import on_time
from council.campaigns.records import same
from council.campaigns.rules import SET_ASIDE, UNCOUNTED
from council.campaigns.tables import (
    campaign_statements,
    ledger_entries,
    pledges,
    receipts,
    refund_requests,
    refunds,
)
from council.kernel.database.rows import value_from
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.values import value


@value
class Received:
    """What came in by one method, in one state."""

    state: str
    method: str
    n: int
    fen: int


class Sums:
    """Sums of several campaigns by campaign id."""

    def __init__(self, tx: Transaction, community_id: str, found: Sequence[Campaign]) -> None:
        """Ask once for each kind of sum."""
        ids, s = [campaign.id for campaign in found], campaign_statements.c
        execute, p, r, f = tx.connection.execute, pledges.c, receipts.c, refunds.c
        self.pledged = {
            row.campaign_id: row
            for row in execute(
                select(
                    p.campaign_id,
                    func.count().label("n"),
                    total(p.amount_fen).label("fen"),
                    func.count(
                        func.distinct(func.coalesce(func.nullif(residents.c.unit, ""), p.id))
                    ).label("households"),
                )
                .join(residents, same(pledges, residents, "resident_id"))
                .where(
                    p.community_id == community_id,
                    p.campaign_id.in_(ids),
                    p.state != "withdrawn",
                )
                .group_by(p.campaign_id)
            )
        }
        self.received: dict[str, list[Received]] = defaultdict(list)
        for row in execute(
            select(
                r.campaign_id,
                r.state,
                r.method,
                func.count().label("n"),
                total(r.amount_fen).label("fen"),
            )
            .where(
                r.community_id == community_id,
                r.campaign_id.in_(ids),
                r.state != "void",
                on_time() | (r.state != "posted"),
            )
            .group_by(r.campaign_id, r.state, r.method)
        ):
            self.received[row.campaign_id].append(value_from(Received, row))
        self.late_back: dict[str, int] = defaultdict(int)
        self.refunded: dict[str, int] = defaultdict(int)
        self.uncounted: dict[str, int] = defaultdict(int)
        for row in execute(
            select(f.campaign_id, f.reason, r.late, total(f.amount_fen).label("fen"))
            .join(receipts, same(refunds, receipts, "receipt_id"))
            .where(f.community_id == community_id, f.campaign_id.in_(ids))
            .group_by(f.campaign_id, f.reason, r.late)
        ):
            if row.late:
                self.late_back[row.campaign_id] += int(row.fen)
                continue
            self.refunded[row.campaign_id] += int(row.fen)
            if row.reason in UNCOUNTED:
                self.uncounted[row.campaign_id] += int(row.fen)
        q = refund_requests.c
        self.asked_back: dict[str, int] = defaultdict(int)
        self.unreached: dict[str, int] = defaultdict(int)
        self.unreached_fen: dict[str, int] = defaultdict(int)
        self.late_unreached_fen: dict[str, int] = defaultdict(int)
        for row in execute(
            select(
                q.campaign_id,
                q.state,
                q.reason,
                r.late,
                func.count().label("n"),
                total(q.amount_fen).label("fen"),
            )
            .join(receipts, same(refund_requests, receipts, "receipt_id"))
            .where(
                q.community_id == community_id,
                q.campaign_id.in_(ids),
                q.state.in_(SET_ASIDE),
            )
            .group_by(q.campaign_id, q.state, q.reason, r.late)
        ):
            if row.reason in UNCOUNTED and not row.late:
                self.asked_back[row.campaign_id] += int(row.fen)
            if row.state == "unreached":
                self.unreached[row.campaign_id] += int(row.n)
                kept = self.late_unreached_fen if row.late else self.unreached_fen
                kept[row.campaign_id] += int(row.fen)
        accounts = {
            name(campaign.number): (campaign.id, kind)
            for campaign in found
            for kind, name in (
                ("held", held),
                ("late", late),
                ("reserve", reserve),
                ("paid", payees),
            )
        }
        e = ledger_entries.c
        balances = (
            select(e.account, total(e.amount_fen).label("fen"))
            .where(e.community_id == community_id, e.account.in_(accounts))
            .group_by(e.account)
        )
        self.statements: dict[str, list[StatementLine]] = defaultdict(list)
        for row in execute(
            select(campaign_statements)
            .where(s.community_id == community_id, s.campaign_id.in_(ids))
            .order_by(s.number.desc())
        ):
            self.statements[row.campaign_id].append(value_from(StatementLine, row))
        keepers = {getattr(each, office) for each in found for office in OFFICES} - {""}
        self.names = names_of(tx, community_id, keepers)
        self.balance = {accounts[row.account]: int(row.fen) for row in execute(balances)}
