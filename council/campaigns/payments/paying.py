"""Payments 付款 and reversals 冲正: proposed by the treasurer, approved by a second person, posted."""

from typing import Any

from sqlalchemy import delete, func, insert, select, update

from council.campaigns import reads_desk as campaign_desk
from council.campaigns.campaign import Campaign
from council.campaigns.ending import lead_on
from council.campaigns.ledger import accounts
from council.campaigns.ledger import posting as ledger
from council.campaigns.payments.commands import (
    ApprovePayment,
    DeclinePayment,
    PaymentDesk,
    PaymentsReminded,
    ProposePayment,
    RemindPayments,
    ReversePayment,
)
from council.campaigns.payments.contract import Contract, Payment
from council.campaigns.payments.contracting import kept
from council.campaigns.payments.due import DAY, MARK
from council.campaigns.payments.reads import desk
from council.campaigns.payments.records import contract_by, limits_of, payment_by
from council.campaigns.payments.rules import (
    PAYMENT,
    REASON_MOST,
    REFERENCE_MOST,
    check_sum,
)
from council.campaigns.payments.tables import payments
from council.campaigns.records import by_number
from council.campaigns.rules import read_line
from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.directory import roles
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person


def propose(tx: Transaction, who: Person, command: ProposePayment) -> PaymentDesk | Refusal:
    """Propose an instalment: within contract, budget, approved amount and what is free."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "pay")
    if isinstance(campaign, Refusal):
        return campaign
    contract = payable(tx, campaign, command.contract)
    if isinstance(contract, Refusal):
        return contract
    invoice = read_line("payment.field.invoice", command.invoice, REFERENCE_MOST)
    file = kept(tx, who.community_id, command.file)
    refusal = next((each for each in (invoice, file) if isinstance(each, Refusal)), None)
    refusal = refusal or judge(tx, contract, command.amount_fen)
    if refusal is not None:
        return refusal
    return _put(
        tx,
        who,
        campaign,
        command.verb,
        kind="payment",
        contract_id=contract.id,
        amount_fen=command.amount_fen,
        invoice=invoice,
        file=file,
    )


def reverse(tx: Transaction, who: Person, command: ReversePayment) -> PaymentDesk | Refusal:
    """Propose to bring a payment back: a counter entry with a reason, never a deletion."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "reverse")
    if isinstance(campaign, Refusal):
        return campaign
    payment = reversible(tx, campaign, command.payment)
    if isinstance(payment, Refusal):
        return payment
    reason = read_line("payment.field.reason", command.reason, REASON_MOST)
    if isinstance(reason, Refusal):
        return reason
    return _put(
        tx,
        who,
        campaign,
        command.verb,
        kind="reversal",
        contract_id=payment.contract_id,
        reverses=payment.id,
        amount_fen=payment.amount_fen,
        invoice=payment.invoice,
        file=payment.file,
        reason=reason,
    )


def approve(tx: Transaction, who: Person, command: ApprovePayment) -> PaymentDesk | Refusal:
    """Approve what somebody else proposed: it is posted, and the money has gone (or come back)."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "pay_second")
    if isinstance(campaign, Refusal):
        return campaign
    payment = _to_answer(tx, who, campaign, command.number, verb="approve")
    if isinstance(payment, Refusal):
        return payment
    if payment.kind == "payment" and not payment.in_force:
        return refuse("payment.resolution_over", number=payment.resolution)
    transfers = ledger.post(tx, campaign, [_posting(campaign, payment, second_by=who.id)])
    if isinstance(transfers, Refusal):
        return transfers
    _answer(tx, who, payment, "paid", transfer_id=transfers[payment.id])
    record(
        tx,
        who,
        command.verb,
        "campaign",
        campaign.id,
        number=payment.number,
        total_fen=payment.amount_fen,
    )
    _tell_answered(tx, who, campaign, payment, "payment_approved")
    lead_on(tx, who, campaign.number)
    return desk(tx, who, campaign.number, did=f"{payment.kind}_paid", which=payment.number)


def decline(tx: Transaction, who: Person, command: DeclinePayment) -> PaymentDesk | Refusal:
    """Not approve; what was set aside is free again, and the treasurer may propose anew."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "pay_second")
    if isinstance(campaign, Refusal):
        return campaign
    payment = _to_answer(tx, who, campaign, command.number, verb="decline")
    if isinstance(payment, Refusal):
        return payment
    _answer(tx, who, payment, "declined")
    ledger.void(tx, who.community_id, payment.kind, [payment.id], by=who.id)
    record(tx, who, command.verb, "payment", payment.id, declined=payment.number)
    _tell_answered(tx, who, campaign, payment, "payment_declined")
    lead_on(tx, who, campaign.number)
    return desk(tx, who, campaign.number, did="declined", which=payment.number)


def remind(tx: Transaction, who: Person, command: RemindPayments) -> PaymentsReminded | Refusal:
    """Remind the second signers of what has waited for a day, once a day."""
    campaign = by_number(tx, who.community_id, command.campaign, lock=True)
    if isinstance(campaign, Refusal):
        return campaign
    p = payments.c
    row = tx.connection.execute(
        select(func.count().label("n"), total(p.amount_fen).label("fen")).where(
            p.community_id == campaign.community_id,
            p.campaign_id == campaign.id,
            p.state == "proposed",
            p.proposed_at <= tx.now - DAY,
        )
    ).one()
    if not row.n:
        return PaymentsReminded(campaign=campaign.number, reminded=0)
    key = {"community_id": campaign.community_id, "mark": MARK, "subject": campaign.id}
    tx.connection.execute(
        delete(clock_marks).where(*(clock_marks.c[name] == each for name, each in key.items()))
    )
    tx.connection.execute(insert(clock_marks), [{**key, "marked_at": tx.now}])
    told = outbox.notify(
        tx,
        campaign.community_id,
        outbox.holders(campaign.community_id, "second_signer"),
        notice="payments_wait",
        subject=f"{campaign.id}:{tx.now // DAY}",
        params={
            "number": campaign.number,
            "title": campaign.title,
            "n": row.n,
            "total_fen": int(row.fen),
        },
        buttons=_to_desk(campaign),
        bot="staff",
    )
    return PaymentsReminded(campaign=campaign.number, reminded=told)


def payable(tx: Transaction, campaign: Campaign, number: int) -> Contract | Refusal:
    """Find a contract on which something can be paid."""
    contract = contract_by(tx, campaign, number)
    if isinstance(contract, Refusal):
        return contract
    if contract.ended_at is not None:
        return refuse("contract.ended", number=number)
    if not contract.in_force:
        return refuse("payment.resolution_over", number=contract.resolution)
    return contract


def judge(tx: Transaction, contract: Contract, amount_fen: int) -> Refusal | None:
    """Judge an amount against contract, budget, approved amount and acceptance."""
    return check_sum(limits_of(tx, contract), amount_fen, now=tx.now)


def reversible(tx: Transaction, campaign: Campaign, number: int) -> Payment | Refusal:
    """Find a payment that was paid and that nothing reverses."""
    payment = payment_by(tx, campaign, number)
    if isinstance(payment, Refusal):
        return payment
    if payment.kind != "payment" or payment.state != "paid":
        return refuse("payment.not_paid", number=number)
    return refuse("payment.reversed_already", number=number) if payment.reversal else payment


def _put(
    tx: Transaction, who: Person, campaign: Campaign, verb: str, **fields: Any
) -> PaymentDesk | Refusal:
    """Keep what is proposed, set its money aside and call a second person."""
    number = next_number(tx, who.community_id, f"payments:{campaign.number}")
    row = {
        "community_id": who.community_id,
        "id": tx.new_id(),
        "campaign_id": campaign.id,
        "number": number,
        "reason": "",
        **fields,
        "state": "proposed",
        "proposed_by": who.id,
        "proposed_at": tx.now,
    }
    tx.connection.execute(insert(payments), [row])
    payment = payment_by(tx, campaign, number)
    assert not isinstance(payment, Refusal)
    refusal = ledger.hold(tx, campaign, [_posting(campaign, payment)])
    if refusal is not None:
        return refusal
    record(tx, who, verb, "payment", payment.id, amount_fen=payment.amount_fen)
    outbox.notify(
        tx,
        campaign.community_id,
        outbox.holders(campaign.community_id, "second_signer").where(
            roles.c.resident_id != who.id
        ),
        notice=f"{payment.kind}_proposed",
        subject=payment.id,
        params=_told(campaign, payment),
        buttons=_to_desk(campaign),
        bot="staff",
    )
    return desk(tx, who, campaign.number, did=f"{payment.kind}_proposed", which=number)


def _posting(campaign: Campaign, payment: Payment, second_by: str | None = None) -> ledger.Posting:
    held, payees = accounts.held(campaign.number), accounts.payees(campaign.number)
    back = payment.kind == "reversal"
    return ledger.Posting(
        kind=payment.kind,
        subject_id=payment.id,
        amount_fen=payment.amount_fen,
        source=payees if back else held,
        destination=held if back else payees,
        posted_by=payment.proposed_by,
        second_by=second_by,
    )


def _to_answer(
    tx: Transaction, who: Person, campaign: Campaign, number: int, *, verb: str
) -> Payment | Refusal:
    payment = payment_by(tx, campaign, number)
    if isinstance(payment, Refusal):
        return payment
    after = PAYMENT.after(verb, payment.state)
    if isinstance(after, Refusal):
        return after
    return refuse("payment.own", number=number) if payment.proposed_by == who.id else payment


def _answer(tx: Transaction, who: Person, payment: Payment, state: str, **columns: str) -> None:
    tx.connection.execute(
        update(payments)
        .where(payments.c.community_id == payment.community_id, payments.c.id == payment.id)
        .values(state=state, second_signer=who.id, signed_at=tx.now, **columns)
    )


def _told(campaign: Campaign, payment: Payment) -> dict[str, Param]:
    return {
        "number": campaign.number,
        "title": campaign.title,
        "payment": payment.number,
        "payee": payment.payee,
        "task": payment.task,
        "amount_fen": payment.amount_fen,
        "reason": payment.reason,
    }


def _tell_answered(
    tx: Transaction, who: Person, campaign: Campaign, payment: Payment, notice: str
) -> None:
    """Tell whoever proposed it, and the other treasurers, what became of it."""
    outbox.notify(
        tx,
        campaign.community_id,
        outbox.holders(campaign.community_id, "treasurer", besides=(payment.proposed_by,)),
        notice=notice,
        subject=payment.id,
        params={**_told(campaign, payment), "signer": who.name},
        buttons=_to_desk(campaign),
        bot="staff",
    )


def _to_desk(campaign: Campaign) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    return (("button.payment_desk", "payment.desk", (campaign.number,)),)
