"""The standing invariants I8 to I11 of money: whatever was posted, against all that speaks of it."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from sqlalchemy import and_, exists, func, or_, select

from council.campaigns.ledger.accounts import BOUNDED
from council.campaigns.ledger.balances import available
from council.campaigns.ledger.causes import causes_of, unlike_waiting
from council.campaigns.payments.tables import payments
from council.campaigns.receipts.records import on_time
from council.campaigns.receipts.rules import ref_key
from council.campaigns.records import same
from council.campaigns.rules import UNCOUNTED
from council.campaigns.tables import (
    campaigns,
    ledger_entries,
    ledger_holds,
    ledger_transfers,
    pledges,
    receipts,
    refund_requests,
    refunds,
)
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.tables import acts
from council.kernel.values import value


@value
class Finding:
    """An invariant that does not hold, and where."""

    invariant: str
    what: str
    subject: str
    expected: int
    found: int


#: The acts by which a second person signs for money.
SIGNING = ("receipt.sign", "refund.confirm", "payment.approve", "bank.give_back")


def check(tx: Transaction, community_id: str, *names: str) -> tuple[Finding, ...]:
    """Test I8 to I11, or those named, on everything that was posted; nothing found = all hold.

    I8 every transfer sums to zero, has its cause, its accounts and its two people; receipts,
    refunds, requests and the ledger say the same, and whoever signed has an act that says so. I9 no
    account that holds money is ever below zero, in order, and a target that was met is. I10 a
    payment is recorded once and serials have no gaps. I11 refunds do not pass receipts.
    """
    return tuple(
        found
        for name in names or _CHECKS
        for each in _CHECKS[name]
        for found in each(tx, community_id)
    )


def _unbalanced(tx: Transaction, community_id: str) -> list[Finding]:
    t, e = ledger_transfers.c, ledger_entries.c
    rows = tx.connection.execute(
        select(t.number, total(e.amount_fen).label("fen"), func.count(e.line).label("n"))
        .outerjoin(ledger_entries, same(ledger_entries, ledger_transfers, "transfer_id"))
        .where(t.community_id == community_id)
        .group_by(t.number)
        .having((total(e.amount_fen) != 0) | (func.count(e.line) < len(("in", "out"))))
    )
    return [_found("I8", "transfer_unbalanced", row.number, 0, row.fen) for row in rows]


def _overdrawn(tx: Transaction, community_id: str) -> list[Finding]:
    t, e = ledger_transfers.c, ledger_entries.c
    running = (
        select(
            t.number,
            e.account,
            func.sum(e.amount_fen)
            .over(partition_by=e.account, order_by=(t.number, e.line))
            .label("fen"),
        )
        .join(ledger_entries, same(ledger_entries, ledger_transfers, "transfer_id"))
        .where(
            t.community_id == community_id,
            or_(*(e.account.like(f"{begins}%") for begins in BOUNDED)),
        )
        .subquery()
    )
    rows = tx.connection.execute(select(running).where(running.c.fen < 0))
    return [
        _found("I9", "account_below_zero", f"{row.account}@{row.number}", 0, int(row.fen))
        for row in rows
    ]


def _promised_twice(tx: Transaction, community_id: str) -> list[Finding]:
    """What is set aside to leave an account is there."""
    accounts = tx.connection.scalars(
        select(ledger_holds.c.source)
        .where(
            ledger_holds.c.community_id == community_id,
            or_(*(ledger_holds.c.source.like(f"{begins}%") for begins in BOUNDED)),
        )
        .distinct()
    ).all()
    return [
        _found("I9", "set_aside_twice", account, 0, fen)
        for account, fen in sorted(available(tx, community_id, accounts).items())
        if fen < 0
    ]


def _twice(tx: Transaction, community_id: str) -> list[Finding]:
    """References that stand twice in the community; their keys are made anew, not believed."""
    r = receipts.c
    rows = tx.connection.execute(
        select(campaigns.c.number, r.serial, r.external_ref)
        .join(campaigns, same(receipts, campaigns, "campaign_id"))
        .where(r.community_id == community_id, r.external_ref != "")
        .order_by(campaigns.c.number, r.serial)
    )
    seen: dict[str, list[str]] = {}
    for row in rows:
        seen.setdefault(ref_key(row.external_ref), []).append(f"{row.number}/{row.serial}")
    return [
        _found("I10", "payment_recorded_twice", " ".join(places), 1, len(places))
        for places in seen.values()
        if len(places) > 1
    ]


def _gaps(tx: Transaction, community_id: str) -> list[Finding]:
    r = receipts.c
    rows = tx.connection.execute(
        select(campaigns.c.number, func.max(r.serial).label("last"), func.count().label("n"))
        .join(campaigns, same(receipts, campaigns, "campaign_id"))
        .where(r.community_id == community_id)
        .group_by(campaigns.c.number)
        .having(func.max(r.serial) != func.count())
    )
    return [_found("I10", "serials_with_gaps", row.number, row.last, row.n) for row in rows]


def _over_refunded(tx: Transaction, community_id: str) -> list[Finding]:
    r, f = receipts.c, refunds.c
    rows = tx.connection.execute(
        select(campaigns.c.number, r.serial, r.amount_fen, total(f.amount_fen).label("fen"))
        .join(receipts, same(refunds, receipts, "receipt_id"))
        .join(campaigns, same(receipts, campaigns, "campaign_id"))
        .where(f.community_id == community_id)
        .group_by(campaigns.c.number, r.serial, r.amount_fen, r.state)
        .having((total(f.amount_fen) > r.amount_fen) | (r.state != "posted"))
    )
    return [
        _found("I11", "refunds_pass_receipt", f"{r.number}/{r.serial}", r.amount_fen, r.fen)
        for r in rows
    ]


def _unposted(tx: Transaction, community_id: str) -> list[Finding]:
    """Receipts, refunds and payments against the ledger, both ways, by amount."""
    found = []
    for kind, table, wanted in (
        ("receipt", receipts, receipts.c.state == "posted"),
        ("refund", refunds, refunds.c.amount_fen > 0),
        ("payment", payments, (payments.c.state == "paid") & (payments.c.kind == "payment")),
        ("reversal", payments, (payments.c.state == "paid") & (payments.c.kind == "reversal")),
    ):
        t, e = ledger_transfers.c, ledger_entries.c
        moved = (
            select(t.subject_id, func.max(e.amount_fen))
            .join(ledger_entries, same(ledger_entries, ledger_transfers, "transfer_id"))
            .where(t.community_id == community_id, t.kind == kind)
            .group_by(t.subject_id)
        )
        posted = select(table.c.id, table.c.amount_fen).where(
            table.c.community_id == community_id, wanted
        )
        # Held against each other here: SQLite joins two such lists by going through all pairs.
        says, did = (
            {its: int(fen) for its, fen in tx.connection.execute(query)}
            for query in (posted, moved)
        )
        found += [
            _found("I8", f"{kind}_not_as_posted", its, says.get(its, 0), did.get(its, 0))
            for its in sorted(says.keys() | did.keys())
            if says.get(its, 0) != did.get(its, 0)
        ]
    return found


def _wrong_transfers(tx: Transaction, community_id: str) -> list[Finding]:
    """Transfers without a cause, between other accounts, or by others than their cause says."""
    t, e = ledger_transfers.c, ledger_entries.c
    entries: defaultdict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for row in tx.connection.execute(
        select(e.transfer_id, e.line, e.account, e.amount_fen)
        .where(e.community_id == community_id)
        .order_by(e.transfer_id, e.line)
    ):
        entries[row.transfer_id].append((row.line, row.account, int(row.amount_fen)))
    causes = causes_of(tx, community_id)
    found = []
    for row in tx.connection.execute(
        select(ledger_transfers).where(t.community_id == community_id).order_by(t.number)
    ):
        cause = causes.get((row.kind, row.subject_id))
        if cause is None:
            found.append(_found("I8", "transfer_without_cause", row.number, 1, 0))
        elif entries[row.id] != cause.entries(row.kind):
            found.append(_found("I8", "other_accounts", row.number, 2, len(entries[row.id])))
        elif (row.posted_by, row.second_by) != (cause.posted_by, cause.second_by):
            found.append(_found("I8", "posted_by_others", row.number, 1, 0))
    return found


def _unlike_requests(tx: Transaction, community_id: str) -> list[Finding]:
    """Each confirmed request has a refund that says the same, and no refund is without one."""
    q, f = refund_requests.c, refunds.c
    same = and_(q.community_id == f.community_id, q.id == f.id)
    unlike = or_(
        q.state != "confirmed",
        q.amount_fen != f.amount_fen,
        q.receipt_id != f.receipt_id,
        q.campaign_id != f.campaign_id,
        q.reason != f.reason,
        q.asked_by != f.operator,
    )
    given = tx.connection.execute(
        select(f.id, f.amount_fen, q.amount_fen.label("asked"))
        .join_from(refunds, refund_requests, same, isouter=True)
        .where(f.community_id == community_id, or_(q.id.is_(None), unlike))
    )
    lacking = tx.connection.execute(
        select(q.id, q.amount_fen).where(
            q.community_id == community_id,
            q.state == "confirmed",
            q.receipt_id.is_not(None),
            ~exists().where(same),
        )
    )
    return [
        *(_found("I8", "refund_unlike_request", r.id, r.asked or 0, r.amount_fen) for r in given),
        *(_found("I8", "confirmed_without_refund", r.id, r.amount_fen, 0) for r in lacking),
    ]


def _unlike_waiting(tx: Transaction, community_id: str) -> list[Finding]:
    """What is set aside is what waits for a second person, and nothing else."""
    return [
        _found("I8", "set_aside_unlike_waiting", each, waits, aside)
        for each, waits, aside in unlike_waiting(tx, community_id)
    ]


def _unsigned(tx: Transaction, community_id: str) -> list[Finding]:
    """Cash without its second signature, and signatures without an act of the signer."""
    r, f, c, a = receipts.c, refunds.c, campaigns.c, acts.c
    signed = {
        (row.subject_id, row.verb, row.actor_id, row.acted_at)
        for row in tx.connection.execute(
            select(a.subject_id, a.verb, a.actor_id, a.acted_at).where(
                a.community_id == community_id, a.verb.in_(SIGNING)
            )
        )
    }
    cash = tx.connection.execute(
        select(c.number, r.serial, r.campaign_id, r.second_signer, r.signed_at)
        .join_from(receipts, campaigns, same(receipts, campaigns, "campaign_id"))
        .where(
            r.community_id == community_id,
            r.state == "posted",
            or_(r.method == "cash", r.second_signer.is_not(None)),
        )
    )
    back = tx.connection.execute(
        select(f.id, f.campaign_id, f.second_signer, f.refunded_at).where(
            f.community_id == community_id
        )
    )
    o = payments.c
    out = tx.connection.execute(
        select(c.number, o.number.label("payment"), o.campaign_id, o.second_signer, o.signed_at)
        .join_from(payments, campaigns, same(payments, campaigns, "campaign_id"))
        .where(o.community_id == community_id, o.state == "paid")
    )
    return [
        *(
            _found("I8", "cash_without_second", f"{row.number}/{row.serial}", 1, 0)
            for row in cash
            if (row.campaign_id, "receipt.sign", row.second_signer, row.signed_at) not in signed
        ),
        *(
            _found("I8", "refund_without_second", row.id, 1, 0)
            for row in back
            if (row.campaign_id, "refund.confirm", row.second_signer, row.refunded_at)
            not in signed
        ),
        *(
            _found("I8", "payment_without_second", f"{row.number}/{row.payment}", 1, 0)
            for row in out
            if (row.campaign_id, "payment.approve", row.second_signer, row.signed_at) not in signed
        ),
    ]


def _wrong_pledges(tx: Transaction, community_id: str) -> list[Finding]:
    """A pledge is received, or refunded, if and only if a receipt was posted for it."""
    p, r, c = pledges.c, receipts.c, campaigns.c
    paid = exists().where(
        r.community_id == p.community_id, r.pledge_id == p.id, r.state == "posted", on_time()
    )
    rows = tx.connection.execute(
        select(c.number, p.number.label("pledge"))
        .join_from(pledges, campaigns, same(pledges, campaigns, "campaign_id"))
        .where(p.community_id == community_id, p.state.in_(("received", "refunded")) != paid)
    )
    return [_found("I8", "pledge_unlike_receipts", f"{r.number}/{r.pledge}", 1, 0) for r in rows]


def _not_reached(tx: Transaction, community_id: str) -> list[Finding]:
    """A campaign whose target was met holds what met it, until it is disbursed."""
    c, r, f = campaigns.c, receipts.c, refunds.c
    received = select(total(r.amount_fen)).where(
        r.community_id == c.community_id, r.campaign_id == c.id, r.state == "posted", on_time()
    )
    back = (
        select(total(f.amount_fen))
        .join(receipts, same(refunds, receipts, "receipt_id"))
        .where(
            f.community_id == c.community_id,
            f.campaign_id == c.id,
            f.reason.in_(UNCOUNTED),
            on_time(),
        )
    )
    counted = (
        received.correlate(campaigns).scalar_subquery()
        - back.correlate(campaigns).scalar_subquery()
    )
    rows = tx.connection.execute(
        select(
            c.number,
            func.coalesce(c.needed_fen, c.target_fen).label("needed"),
            counted.label("fen"),
        ).where(
            c.community_id == community_id,
            c.state == "target_met",
            c.mode == "all_or_nothing",
            counted < func.coalesce(c.needed_fen, c.target_fen),
        )
    )
    return [_found("I9", "target_not_met", row.number, row.needed, row.fen) for row in rows]


def _found(invariant: str, what: str, subject: str | int, expected: int, found: int) -> Finding:
    return Finding(
        invariant=invariant, what=what, subject=str(subject), expected=expected, found=found
    )


_CHECKS: Mapping[str, tuple[Callable[[Transaction, str], list[Finding]], ...]] = {
    "I8": (
        _unbalanced,
        _unposted,
        _wrong_transfers,
        _unlike_requests,
        _unsigned,
        _wrong_pledges,
        _unlike_waiting,
    ),
    "I9": (_overdrawn, _promised_twice, _not_reached),
    "I10": (_twice, _gaps),
    "I11": (_over_refunded,),
}
