"""Reading contracts 合同 and payments 付款 that several verbs need."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from council.campaigns.campaign import Campaign
from council.campaigns.payments.contract import Contract, Payment
from council.campaigns.payments.rules import Limits
from council.campaigns.payments.tables import contracts, payments
from council.campaigns.records import same
from council.campaigns.rules import IN_FORCE
from council.kernel.database.records import read_all
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.resolutions.tables import resolutions, tasks

#: A payment that counts against what may be paid: paid, or waiting for a second person.
_COUNTS = payments.c.state.in_(("proposed", "paid"))


def contracts_of(
    tx: Transaction, campaign: Campaign, *wanted: ColumnElement[bool]
) -> tuple[Contract, ...]:
    """Read the contracts of a campaign, in order."""
    c = contracts.c
    paid = _sum_on(c.id, payments.c.state == "paid")
    proposed = _sum_on(c.id, payments.c.state == "proposed", payments.c.kind == "payment")
    query = (
        select(
            contracts,
            resolutions.c.number.label("resolution"),
            resolutions.c.state.in_(IN_FORCE).label("in_force"),
            tasks.c.position,
            tasks.c.title.label("task"),
            and_(tasks.c.done_at.is_not(None), tasks.c.acceptance.in_(ACCEPTED_BY)).label(
                "accepted"
            ),
            paid.label("paid_fen"),
            proposed.label("proposed_fen"),
        )
        .join(resolutions, same(contracts, resolutions, "resolution_id"))
        .join(tasks, same(contracts, tasks, "task_id"))
        .where(c.community_id == campaign.community_id, c.campaign_id == campaign.id, *wanted)
        .order_by(c.number)
    )
    return read_all(tx, Contract, query)


#: Who can accept a task 验收 so that its last instalment may be paid; “nobody” cannot.
ACCEPTED_BY = ("inspectors", "meeting")


def contract_by(tx: Transaction, campaign: Campaign, number: int) -> Contract | Refusal:
    """Find a contract by its number."""
    found = contracts_of(tx, campaign, contracts.c.number == number)
    return found[0] if found else refuse("contract.unknown", number=number)


def payments_of(
    tx: Transaction, campaign: Campaign, *wanted: ColumnElement[bool]
) -> tuple[Payment, ...]:
    """Read the payments and reversals of a campaign, in order."""
    p = payments.c
    other = payments.alias()
    reversal = (
        select(other.c.state)
        .where(
            other.c.community_id == p.community_id,
            other.c.reverses == p.id,
            other.c.state != "declined",
        )
        .correlate(payments)
        .scalar_subquery()
    )
    query = (
        select(
            payments,
            contracts.c.number.label("contract"),
            contracts.c.payee,
            contracts.c.account_last4,
            contracts.c.reference,
            resolutions.c.number.label("resolution"),
            resolutions.c.state.in_(IN_FORCE).label("in_force"),
            tasks.c.position,
            tasks.c.title.label("task"),
            func.coalesce(reversal, "").label("reversal"),
        )
        .join(contracts, same(payments, contracts, "contract_id"))
        .join(resolutions, same(contracts, resolutions, "resolution_id"))
        .join(tasks, same(contracts, tasks, "task_id"))
        .where(p.community_id == campaign.community_id, p.campaign_id == campaign.id, *wanted)
        .order_by(p.number)
    )
    return read_all(tx, Payment, query)


def payment_by(tx: Transaction, campaign: Campaign, number: int) -> Payment | Refusal:
    """Find a payment or a reversal by its number."""
    found = payments_of(tx, campaign, payments.c.number == number)
    return found[0] if found else refuse("payment.unknown", number=number)


def reversible(tx: Transaction, campaign: Campaign) -> tuple[Payment, ...]:
    """Read the payments that were paid and that nothing reverses."""
    p = payments.c
    paid = payments_of(tx, campaign, p.kind == "payment", p.state == "paid")
    return tuple(each for each in paid if not each.reversal)


def proposed(tx: Transaction, campaign: Campaign) -> tuple[Payment, ...]:
    """Read the payments and reversals that wait for a second person."""
    return payments_of(tx, campaign, payments.c.state == "proposed")


def limits_of(tx: Transaction, contract: Contract) -> Limits:
    """Gather what bounds a payment on a contract; other campaigns pay for a resolution too."""
    row = tx.connection.execute(
        select(resolutions.c.approved_fen, tasks.c.budget_fen)
        .join(tasks, same(tasks, resolutions, "resolution_id"))
        .where(tasks.c.community_id == contract.community_id, tasks.c.id == contract.task_id)
    ).one()
    c = contracts.c
    of_task = _spent(tx, contract, c.task_id == contract.task_id)
    of_resolution = _spent(tx, contract, c.resolution_id == contract.resolution_id)
    return Limits(
        amount_fen=contract.amount_fen,
        last_fen=contract.last_fen,
        retention_fen=contract.retention_fen,
        retention_until=contract.retention_until or 0,
        accepted=contract.accepted,
        paid_fen=contract.paid_fen + contract.proposed_fen,
        waiting_fen=contract.proposed_fen,
        task_left_fen=None if row.budget_fen is None else row.budget_fen - of_task,
        approved_left_fen=None if row.approved_fen is None else row.approved_fen - of_resolution,
    )


def _spent(tx: Transaction, contract: Contract, wanted: ColumnElement[bool]) -> int:
    """What was paid or waits to be, and was not reversed, under contracts of a kind."""
    found = tx.connection.scalar(
        select(total(_signed(payments.c.state == "paid")))
        .join_from(payments, contracts, same(payments, contracts, "contract_id"))
        .where(payments.c.community_id == contract.community_id, _COUNTS, wanted)
    )
    return int(found or 0)


def _signed(reversed_when: ColumnElement[bool]) -> Any:
    """A payment adds; a reversal takes away once it is paid, and before that nothing."""
    p = payments.c
    return case(
        (p.kind == "payment", p.amount_fen),
        (reversed_when, -p.amount_fen),
        else_=0,
    )


def _sum_on(contract_id: Any, *wanted: ColumnElement[bool]) -> Any:
    p = payments.c
    return (
        select(total(_signed(p.state == "paid")))
        .where(p.community_id == contracts.c.community_id, p.contract_id == contract_id, *wanted)
        .correlate(contracts)
        .scalar_subquery()
    )
