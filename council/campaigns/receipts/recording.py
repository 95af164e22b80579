"""Receipts 实收: recorded by the treasurer, posted to the ledger; cash only after a signature."""

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, update

from council.campaigns import reads_desk as campaign_desk
from council.campaigns.campaign import Campaign
from council.campaigns.ending import lead_on
from council.campaigns.ledger import accounts
from council.campaigns.ledger import posting as ledger
from council.campaigns.pledges.pledge import Pledge
from council.campaigns.pledges.rules import ACTIVE, PLEDGE
from council.campaigns.reads import received_fen
from council.campaigns.receipts.commands import (
    DeclineReceipt,
    ReceiptRecorded,
    RecordReceipt,
    RecordReceiptLine,
    SigningList,
    SignReceipt,
    SignReceipts,
)
from council.campaigns.receipts.reads import names_of, pledge_line, signing
from council.campaigns.receipts.receipt import Receipt
from council.campaigns.receipts.records import awaiting, receipts_of, recorded_before
from council.campaigns.receipts.rules import METHODS, RECEIPT, read_receipt_line, read_ref, ref_key
from council.campaigns.refunds.asking import ask_all_back
from council.campaigns.rules import why_all_back
from council.campaigns.tables import pledges, receipts
from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.records import record_by
from council.kernel.database.transaction import Transaction
from council.kernel.money import LEAST_FEN, MOST_FEN
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Param, Refusal, refuse
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
    """Record what came in for a pledge; cash waits for the second signer, the rest is posted."""
    campaign = takes_money(tx, who, command.campaign)
    if isinstance(campaign, Refusal):
        return campaign
    ref = read_ref(command.external_ref, method=command.method)
    pledge = _payable(tx, campaign, command)
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
    }
    tx.connection.execute(insert(receipts), [row])
    record(tx, who, command.verb, "receipt", str(row["id"]), amount_fen=command.amount_fen)
    (made,) = receipts_of(tx, campaign, receipts.c.id == row["id"])
    if command.method == "cash":
        refusal = ledger.hold(tx, campaign, [_posting(made, campaign, second=None)])
        assert refusal is None, "what comes in leaves no bounded account"
        _call_signer(tx, campaign)
        _tell_payer(tx, campaign, made, "cash_noted", cashier=who.name)
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
    )


def _payable(tx: Transaction, campaign: Campaign, command: RecordReceipt) -> Pledge | Refusal:
    """The pledge that is paid, locked; more than was pledged only when said knowingly."""
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


def _tell_payer(
    tx: Transaction, campaign: Campaign, receipt: Receipt, notice: str, **more: Param
) -> None:
    """Tell the payer what became of a receipt: nobody pays twice, nor is noted unawares."""
    outbox.notify(
        tx,
        campaign.community_id,
        outbox.these(campaign.community_id, (receipt.resident_id,)),
        notice=notice,
        subject=receipt.id,
        params={
            "number": campaign.number,
            "title": campaign.title,
            "serial": receipt.serial,
            "amount_fen": receipt.amount_fen,
            **more,
        },
        buttons=(("button.pledge_look", "pledge.look", (campaign.number,)),),
    )


def post(
    tx: Transaction, campaign: Campaign, made: Sequence[Receipt], *, second: Person | None
) -> None:
    """Post receipts: state, ledger, pledges, and a notice with the serial to each payer."""
    postings = [_posting(receipt, campaign, second=second) for receipt in made]
    transfers = ledger.post(tx, campaign, postings)
    assert not isinstance(transfers, Refusal), "what comes in leaves no bounded account"
    signed = {"second_signer": second.id, "signed_at": tx.now} if second is not None else {}
    tx.connection.execute(
        update(receipts)
        .where(receipts.c.community_id == campaign.community_id, receipts.c.id == bindparam("at"))
        .values(state="posted", transfer_id=bindparam("by"), **signed),
        [{"at": receipt_id, "by": transfer_id} for receipt_id, transfer_id in transfers.items()],
    )
    received = PLEDGE.moves["receive"]
    tx.connection.execute(
        update(pledges)
        .where(
            pledges.c.community_id == campaign.community_id,
            pledges.c.id.in_([receipt.pledge_id for receipt in made]),
            pledges.c.state.in_(received.before),
        )
        .values(state=received.after, changed_at=tx.now)
    )
    for receipt in made:
        _tell_payer(tx, campaign, receipt, "receipt_posted")


def _posting(receipt: Receipt, campaign: Campaign, *, second: Person | None) -> ledger.Posting:
    return ledger.Posting(
        kind="receipt",
        subject_id=receipt.id,
        amount_fen=receipt.amount_fen,
        source=accounts.contributors(campaign.number),
        destination=accounts.held(campaign.number),
        posted_by=receipt.cashier,
        second_by=None if second is None else second.id,
    )


def sign_one(tx: Transaction, who: Person, command: SignReceipt) -> SigningList | Refusal:
    """Sign for one cash receipt of somebody else."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "sign")
    if isinstance(campaign, Refusal):
        return campaign
    receipt = _to_sign(tx, who, campaign, command.serial, verb="sign")
    if isinstance(receipt, Refusal):
        return receipt
    return _sign(tx, who, campaign, [receipt])


def sign_all(tx: Transaction, who: Person, command: SignReceipts) -> SigningList | Refusal:
    """Sign for everything a list showed; when the list has changed since, for nothing."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "sign")
    if isinstance(campaign, Refusal):
        return campaign
    made = [
        receipt
        for receipt in awaiting(tx, campaign, receipts.c.serial <= command.last_serial)
        if receipt.cashier != who.id
    ]
    if not made or sum(receipt.amount_fen for receipt in made) != command.total_fen:
        return refuse("receipt.list_changed", number=campaign.number)
    return _sign(tx, who, campaign, made)


def _sign(
    tx: Transaction, who: Person, campaign: Campaign, made: Sequence[Receipt]
) -> SigningList | Refusal:
    total = sum(receipt.amount_fen for receipt in made)
    post(tx, campaign, made, second=who)
    record(tx, who, "receipt.sign", "campaign", campaign.id, n=len(made), total_fen=total)
    if campaign.state in {"failed", "cancelled", "refunding"}:
        # Cash that was signed for too late to count goes back like all the rest.
        reason = why_all_back(closed_at=campaign.closed_at, deadline=campaign.deadline)
        ask_all_back(tx, who, campaign, reason=reason)
    return signing(tx, who, campaign.number, signed=len(made), signed_fen=total)


def decline(tx: Transaction, who: Person, command: DeclineReceipt) -> SigningList | Refusal:
    """Not sign: the receipt is void and keeps its serial, so that no number is missing."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "sign")
    if isinstance(campaign, Refusal):
        return campaign
    receipt = _to_sign(tx, who, campaign, command.serial, verb="decline")
    if isinstance(receipt, Refusal):
        return receipt
    tx.connection.execute(
        update(receipts)
        .where(receipts.c.community_id == who.community_id, receipts.c.id == receipt.id)
        .values(state="void", second_signer=who.id, signed_at=tx.now)
    )
    ledger.void(tx, who.community_id, "receipt", [receipt.id], by=who.id)
    record(tx, who, command.verb, "receipt", receipt.id, declined=receipt.serial)
    outbox.notify(
        tx,
        who.community_id,
        outbox.these(who.community_id, (receipt.cashier,)),
        notice="cash_declined",
        subject=receipt.id,
        params={
            "number": campaign.number,
            "serial": receipt.serial,
            "amount_fen": receipt.amount_fen,
            "signer": who.name,
        },
        bot="staff",
    )
    cashier = names_of(tx, who.community_id, {receipt.cashier}).get(receipt.cashier, "")
    _tell_payer(tx, campaign, receipt, "cash_void", cashier=cashier)
    lead_on(tx, who, campaign.number)
    return signing(tx, who, campaign.number, declined=receipt.serial)


def _to_sign(
    tx: Transaction, who: Person, campaign: Campaign, serial: int, *, verb: str
) -> Receipt | Refusal:
    found = receipts_of(tx, campaign, receipts.c.serial == serial)
    if not found:
        return refuse("receipt.unknown", number=campaign.number, serial=serial)
    after = RECEIPT.after(verb, found[0].state)
    if isinstance(after, Refusal):
        return after
    if found[0].cashier == who.id:
        return refuse("receipt.own_cash", serial=serial)
    return found[0]
