"""Payments 付款: what waits for a second person, and what may be paid at last."""

from typing import Any

from sqlalchemy import select

from council.campaigns.campaign import Campaign
from council.campaigns.keepers.records import keeps_no
from council.campaigns.payments.commands import RemindPayments
from council.campaigns.payments.reads import payable_now
from council.campaigns.payments.records import contracts_of
from council.campaigns.payments.tables import contracts, payments
from council.campaigns.second_signer import waiting_for_another
from council.campaigns.tables import campaigns
from council.kernel.bus.command import Command
from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.tables import clock_marks
from council.kernel.todos import Todo
from council.kernel.values import CLOCK, Person

#: What the clock notes when it has told of waiting payments, once a day.
MARK = "payments_wait"
DAY = 86_400


def to_approve(tx: Transaction, who: Person) -> list[Todo]:
    """Payments and reversals of others that wait for this person."""
    return waiting_for_another(
        tx,
        who,
        payments,
        state="proposed",
        by="proposed_by",
        key="payments_to_approve",
        verb="payment.desk",
    )


def to_pay(tx: Transaction, who: Person) -> list[Todo]:
    """Contracts whose last instalment, or retention, may be paid: the task has been accepted."""
    c = campaigns.c
    running = read_all(
        tx,
        Campaign,
        select(campaigns)
        .where(
            c.community_id == who.community_id,
            c.state == "disbursing",
            keeps_no(who.id, "bookkeeper", "auditor"),
        )
        .order_by(c.number),
    )
    return [
        Todo(
            key="contract_to_pay",
            verb="form.start",
            by=tx.now,
            params={
                "number": campaign.number,
                "title": campaign.title,
                "task": contract.task,
                "amount_fen": payable,
            },
            arguments=("payment", campaign.number),
        )
        for campaign in running
        for contract in contracts_of(tx, campaign, contracts.c.ended_at.is_(None))
        if contract.accepted and (payable := payable_now(tx, campaign, contract))
    ]


def reminders_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """What the clock owes: campaigns whose payments have waited for a day, once a day each."""
    p, c, m = payments.c, campaigns.c, clock_marks.c
    told = (
        select(m.marked_at)
        .where(
            m.community_id == p.community_id,
            m.mark == MARK,
            m.subject == p.campaign_id,
            m.marked_at > tx.now - DAY,
        )
        .exists()
    )
    rows = tx.connection.execute(
        select(c.community_id, c.number)
        .join(campaigns, (p.community_id == c.community_id) & (p.campaign_id == c.id))
        .where(p.state == "proposed", p.proposed_at <= tx.now - DAY, ~told)
        .distinct()
        .order_by(c.community_id, c.number)
    )
    return tuple(
        RemindPayments(actor=CLOCK, community_id=row.community_id, campaign=row.number)
        for row in rows
    )
