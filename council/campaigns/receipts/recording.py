"""Receipts 实收: recorded by the treasurer, posted to the ledger; cash only after a signature."""

from sqlalchemy import insert

from council.campaigns import reads_desk as campaign_desk
from council.campaigns.campaign import Campaign
from council.campaigns.ledger import posting as ledger
from council.campaigns.pledges.pledge import Pledge
from council.campaigns.pledges.rules import ACTIVE
from council.campaigns.reads import received_fen
from council.campaigns.receipts.commands import ReceiptRecorded, RecordReceipt, RecordReceiptLine
from council.campaigns.receipts.posting import post, posting, tell_payer
from council.campaigns.receipts.reads import excess_asked, pledge_line
from council.campaigns.receipts.records import receipts_of, recorded_before
from council.campaigns.receipts.rules import METHODS, is_late, read_receipt_line, read_ref, ref_key
from council.campaigns.tables import pledges, receipts
from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.records import record_by
from council.kernel.database.transaction import Transaction
from council.kernel.money import LEAST_FEN, MOST_FEN
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person

DAY = 86_400


def record_line(
    tx: Transaction, who: Person, command: RecordReceiptLine
) -> ReceiptRecorded | Refusal:
    """Record one typed line at once."""
    typed = read_receipt_line(command.line)
    if isinstance(typed, Refusal):
        return typed
    made = RecordReceipt(
        actor=command.actor,
        campaign=typed.campaign,
        pledge=typed.pledge,
        amount_fen=typed.amount_fen,
        method=typed.method,
        external_ref=typed.external_ref,
    )
    return record_one(tx, who, made)


def record_one(tx: Transaction, who: Person, command: RecordReceipt) -> ReceiptRecorded | Refusal:
    """Record what came in for a pledge; cash waits for the second signer, the rest is posted.

    What comes after the deadline or the close is noted as late, and asked back by the rule.
    """
    campaign = takes_money(tx, who, command.campaign)
    if isinstance(campaign, Refusal):
        return campaign
    late = is_late(state=campaign.state, deadline=campaign.deadline, now=tx.now)
    ref = read_ref(command.external_ref, method=command.method)
    pledge = _payable(tx, campaign, command, late=late)
    refusal = next((x for x in (pledge, ref) if isinstance(x, Refusal)), None)
    if refusal is None and ref:
        refusal = recorded_before(tx, campaign.community_id, str(ref))
    if refusal is not None:
        return refusal
    assert not isinstance(pledge, Refusal)
    row = {
        "community_id": who.community_id,
        "id": tx.new_id(),
        "campaign_id": campaign.id,
        "serial": next_number(tx, who.community_id, f"receipts:{campaign.number}"),
        "pledge_id": pledge.id,
        "amount_fen": command.amount_fen,
        "method": command.method,
        "external_ref": ref,
        "ref_key": ref_key(str(ref)),
        "state": "awaiting_second",
        "received_at": tx.now,
        "cashier": who.id,
        "late": 1 if late else None,
    }
    tx.connection.execute(insert(receipts), [row])
    record(tx, who, command.verb, "receipt", str(row["id"]), amount_fen=command.amount_fen)
    (made,) = receipts_of(tx, campaign, receipts.c.id == row["id"])
    if command.method == "cash":
        refusal = ledger.hold(tx, campaign, [posting(made, campaign, second=None)])
        assert refusal is None, "what comes in leaves no bounded account"
        _call_signer(tx, campaign)
        tell_payer(tx, campaign, made, "cash_noted", cashier=who.name)
    else:
        post(tx, campaign, [made], second=None)
    recorded = recorded_as(tx, campaign, int(str(row["serial"])))
    assert recorded is not None
    return recorded


def takes_money(tx: Transaction, who: Person, number: int) -> Campaign | Refusal:
    """Lock a campaign and judge whether it may take money now, or say why not."""
    return campaign_desk.movable(tx, who, number, "record")


def recorded_as(tx: Transaction, campaign: Campaign, serial: int) -> ReceiptRecorded | None:
    """A receipt as it was recorded, with the campaign's sum."""
    found = receipts_of(tx, campaign, receipts.c.serial == serial)
    if not found:
        return None
    return ReceiptRecorded(
        campaign=campaign.number,
        title=campaign.title,
        serial=serial,
        pledge=found[0].pledge_number,
        name=found[0].name,
        unit=found[0].unit,
        amount_fen=found[0].amount_fen,
        method=found[0].method,
        external_ref=found[0].external_ref,
        state=found[0].state,
        received_fen=received_fen(tx, campaign),
        target_fen=campaign.target_fen,
        late=found[0].late,
        excess_fen=excess_asked(tx, campaign, found[0].id),
    )


def _payable(
    tx: Transaction, campaign: Campaign, command: RecordReceipt, *, late: bool
) -> Pledge | Refusal:
    """The pledge that is paid, locked; more than was pledged only when said knowingly.

    Late money pays nothing, so it may come from whoever pledged once, however that ended.
    """
    if command.method not in METHODS:
        return refuse("receipt.unknown_method", given=command.method[:24])
    if not LEAST_FEN <= command.amount_fen <= MOST_FEN:
        return refuse("amount.too_large", most_fen=MOST_FEN)
    pledge = record_by(
        tx,
        Pledge,
        pledges,
        campaign.community_id,
        lock=True,
        campaign_id=campaign.id,
        number=command.pledge,
    )
    line = pledge_line(tx, campaign, command.pledge)
    if pledge is None or line is None:
        return refuse("receipt.unknown_pledge", number=campaign.number, pledge=command.pledge)
    if late:
        return pledge
    if pledge.state not in ACTIVE:
        return refuse("receipt.pledge_gone", pledge=command.pledge, state=pledge.state)
    if line.paid_fen + command.amount_fen > pledge.amount_fen and not command.over:
        return refuse(
            "receipt.over_pledge",
            number=campaign.number,
            pledge=command.pledge,
            pledged_fen=pledge.amount_fen,
            paid_fen=line.paid_fen,
            amount_fen=command.amount_fen,
        )
    return pledge


def _call_signer(tx: Transaction, campaign: Campaign) -> None:
    """Tell the second signers, once a day, that cash waits."""
    outbox.notify(
        tx,
        campaign.community_id,
        outbox.holders(campaign.community_id, "second_signer"),
        notice="cash_to_sign",
        subject=f"{campaign.id}:{tx.now // DAY}",
        params={"number": campaign.number, "title": campaign.title},
        buttons=(("button.receipt_signing", "receipt.signing", (campaign.number,)),),
        bot="staff",
    )
