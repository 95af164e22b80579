"""Recording contracts 合同 for a task of the resolution, and ending one on which nothing was paid."""

from sqlalchemy import insert, select, update

from council.campaigns import reads_desk as campaign_desk
from council.campaigns.payments.commands import EndContract, PaymentDesk, RecordContract
from council.campaigns.payments.for_tasks import payable_task
from council.campaigns.payments.reads import desk
from council.campaigns.payments.records import contract_by, limits_of
from council.campaigns.payments.rules import (
    PAYEE_MOST,
    REFERENCE_MOST,
    check_ending,
    check_terms,
    check_treasurer,
)
from council.campaigns.payments.tables import contracts
from council.campaigns.records import by_number
from council.campaigns.rules import read_last4, read_line
from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import files
from council.kernel.values import Person


def record_contract(
    tx: Transaction, who: Person, command: RecordContract
) -> PaymentDesk | Refusal:
    """Record a contract: what it says is never changed afterwards."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "contract")
    if isinstance(campaign, Refusal):
        return campaign
    task = payable_task(tx, campaign, command.resolution, command.position)
    if isinstance(task, Refusal):
        return task
    texts = {
        "payee": read_line("payment.field.payee", command.payee, PAYEE_MOST),
        "account_last4": read_last4(command.account_last4) if command.account_last4 else "",
        "reference": read_line("payment.field.reference", command.reference, REFERENCE_MOST),
        "file": kept(tx, who.community_id, command.file),
    }
    refusal = next((text for text in texts.values() if isinstance(text, Refusal)), None)
    refusal = refusal or check_terms(
        amount_fen=command.amount_fen,
        last_fen=command.last_fen,
        retention_fen=command.retention_fen,
        retention_until=command.retention_until,
        now=tx.now,
    )
    if refusal is not None:
        return refusal
    number = next_number(tx, who.community_id, f"contracts:{campaign.number}")
    row = {
        "community_id": who.community_id,
        "id": tx.new_id(),
        "campaign_id": campaign.id,
        "number": number,
        "resolution_id": task.resolution_id,
        "task_id": task.task_id,
        **texts,
        "amount_fen": command.amount_fen,
        "last_fen": command.last_fen,
        "retention_fen": command.retention_fen,
        "retention_until": command.retention_until if command.retention_fen else None,
        "recorded_by": who.id,
        "recorded_at": tx.now,
    }
    tx.connection.execute(insert(contracts), [row])
    record(tx, who, "contract.record", "contract", str(row["id"]), amount_fen=command.amount_fen)
    return desk(tx, who, campaign.number, did="contract", which=number)


def end_contract(tx: Transaction, who: Person, command: EndContract) -> PaymentDesk | Refusal:
    """End a contract that was a mistake, or whose accepted works cost less than was agreed."""
    campaign = by_number(tx, who.community_id, command.campaign, lock=True)
    if isinstance(campaign, Refusal):
        return campaign
    contract = contract_by(tx, campaign, command.number)
    if isinstance(contract, Refusal):
        return contract
    refusal = check_treasurer(campaign_desk.facts_of(tx, who, campaign)) or check_ending(
        limits_of(tx, contract),
        ended=contract.ended_at is not None,
        number=contract.number,
        now=tx.now,
    )
    if refusal is not None:
        return refusal
    tx.connection.execute(
        update(contracts)
        .where(contracts.c.community_id == who.community_id, contracts.c.id == contract.id)
        .values(ended_at=tx.now)
    )
    record(tx, who, "contract.record", "contract", contract.id, ended=contract.number)
    return desk(tx, who, campaign.number, did="ended", which=contract.number)


def kept(tx: Transaction, community_id: str, sha256: str) -> str | Refusal:
    """Insist that a voucher is kept, by its hash."""
    t = files.c
    found = tx.connection.scalar(
        select(t.sha256).where(t.community_id == community_id, t.sha256 == sha256)
    )
    return found or refuse("payment.no_voucher")
