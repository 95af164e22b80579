"""Campaigns 众筹: what waits for residents and for the staff."""

from sqlalchemy import Select, case, func, select

from council.campaigns.acts import CAMPAIGN_MOVES
from council.campaigns.bank_statements.due import bank_due
from council.campaigns.campaign import Campaign
from council.campaigns.funds.reads import to_confirm as fund_moves_to_confirm
from council.campaigns.keepers.due import to_publish
from council.campaigns.keepers.records import keeps_no
from council.campaigns.payments.due import to_approve, to_pay
from council.campaigns.pledges.reads import unpaid
from council.campaigns.reads_desk import facts_of
from council.campaigns.refunds.refundable import left_fen
from council.campaigns.rules import IN_FORCE
from council.campaigns.second_signer import waiting_for_another
from council.campaigns.tables import campaigns, pledges, receipts, refund_requests
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.policy import may
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.resolutions.tables import resolutions


def needs(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """What a resident is waited for: pledges that may be paid and are not."""
    c, p = campaigns.c, pledges.c
    rows = tx.connection.execute(
        select(c.number, c.title, c.deadline, p.amount_fen)
        .join(pledges, (p.community_id == c.community_id) & (p.campaign_id == c.id))
        .where(
            p.community_id == who.community_id,
            p.resident_id == who.id,
            unpaid(),
            c.state == "open",
            c.deadline > tx.now,
            c.motion_id.in_(_decided(who)),
        )
        .order_by(c.number)
    )
    return tuple(
        Todo(
            key="pledge_to_pay",
            verb="pledge.look",
            by=row.deadline,
            params={
                "number": row.number,
                "title": row.title,
                "amount_fen": row.amount_fen,
                "deadline_at": row.deadline,
            },
            arguments=(row.number,),
        )
        for row in rows
    )


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """What is due at the staff desk, for the roles that this person holds."""
    found: list[Todo] = []
    found += _to_lead_on(tx, who)
    if may(who, "refund.ask"):
        found += _to_ask_back(tx, who)
    if may(who, "receipt.sign"):
        found += _to_sign(tx, who)
    if may(who, "refund.confirm"):
        found += _to_confirm(tx, who)
    if may(who, "payment.approve"):
        found += to_approve(tx, who)
    if may(who, "fund.confirm"):
        found += fund_moves_to_confirm(tx, who)
    if may(who, "payment.propose"):
        found += to_pay(tx, who)
    if may(who, "receipt.record"):
        found += _to_receive(tx, who)
    found += bank_due(tx, who)
    found += to_publish(tx, who)
    if may(who, "campaign.draft"):
        found.append(Todo(key="campaign_desk", verb="campaign.desk"))
    return tuple(found)


def _decided(who: Person) -> Select[tuple[str]]:
    return select(resolutions.c.motion_id).where(
        resolutions.c.community_id == who.community_id, resolutions.c.state.in_(IN_FORCE)
    )


def _to_lead_on(tx: Transaction, who: Person) -> list[Todo]:
    """Campaigns that this person may approve, name keepers of, open or settle now, by the guards."""
    c = campaigns.c
    rows = tx.connection.execute(
        select(campaigns)
        .where(
            c.community_id == who.community_id,
            c.state.in_(("draft", "approved", "target_met", "disbursing")),
        )
        .order_by(c.number)
    ).all()
    return [
        Todo(
            key=f"campaign_to_{move.name}",
            verb="campaign.file",
            by=campaign.deadline,
            params={"number": campaign.number, "title": campaign.title},
            arguments=(campaign.number,),
        )
        for campaign in (value_from(Campaign, row) for row in rows)
        for move in CAMPAIGN_MOVES.open_to(who, facts_of(tx, who, campaign), *_leading(campaign))
    ]


def _leading(campaign: Campaign) -> tuple[str, ...]:
    nameless = campaign.state == "approved" and not campaign.auditor
    return ("approve", "open", "settle", *(("appoint",) if nameless else ()))


def _to_sign(tx: Transaction, who: Person) -> list[Todo]:
    return waiting_for_another(
        tx,
        who,
        receipts,
        state="awaiting_second",
        by="cashier",
        key="receipts_to_sign",
        verb="receipt.signing",
    )


def _to_confirm(tx: Transaction, who: Person) -> list[Todo]:
    return waiting_for_another(
        tx,
        who,
        refund_requests,
        state="asked",
        by="asked_by",
        key="refunds_to_confirm",
        verb="refund.confirming",
    )


def _to_ask_back(tx: Transaction, who: Person) -> list[Todo]:
    """Campaigns with money that must go back, and that nobody asks for any more."""
    c, late = campaigns.c, left_fen(late=True)
    left = case((c.state == "refunding", left_fen()), else_=0) + late
    rows = tx.connection.execute(
        select(c.number, c.title, left.label("fen"))
        .where(
            c.community_id == who.community_id,
            left > 0,
            keeps_no(who.id, "bookkeeper", "auditor"),
        )
        .order_by(c.number)
    )
    return [
        Todo(
            key="refunds_to_ask",
            verb="form.start",
            by=tx.now,
            params={"number": row.number, "title": row.title, "total_fen": int(row.fen)},
            arguments=("refund", row.number),
        )
        for row in rows
    ]


def _to_receive(tx: Transaction, who: Person) -> list[Todo]:
    p, c = pledges.c, campaigns.c
    rows = tx.connection.execute(
        select(c.number, c.title, c.deadline, func.count().label("n"))
        .join(pledges, (p.community_id == c.community_id) & (p.campaign_id == c.id))
        .where(
            c.community_id == who.community_id,
            c.state == "open",
            c.deadline > tx.now,
            c.motion_id.in_(_decided(who)),
            unpaid(),
            keeps_no(who.id, "bookkeeper", "auditor"),
        )
        .group_by(c.number, c.title, c.deadline)
        .order_by(c.number)
    )
    return [
        Todo(
            key="receipts_to_record",
            verb="form.start",
            by=row.deadline,
            params={
                "number": row.number,
                "title": row.title,
                "n": row.n,
                "deadline_at": row.deadline,
            },
            arguments=("receipt", row.number),
        )
        for row in rows
    ]
