"""Posting receipts 实收: the ledger, the pledges, the payers' notices, and what goes back by the rule."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, update

from council.campaigns.campaign import Campaign
from council.campaigns.ledger import accounts
from council.campaigns.ledger import posting as ledger
from council.campaigns.pledges.rules import PLEDGE
from council.campaigns.receipts.reads import pledge_line
from council.campaigns.receipts.receipt import Receipt
from council.campaigns.receipts.rules import over_pledge
from council.campaigns.refunds.asking import request
from council.campaigns.tables import pledges, receipts
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Param, Refusal
from council.kernel.values import CLOCK, Person

#: While it is so, what is above a pledge is its giver's to add or to have back; later it is surplus,
#: or goes back with all the rest.
_COUNTS = ("open", "target_met")


def post(
    tx: Transaction, campaign: Campaign, made: Sequence[Receipt], *, second: Person | None
) -> None:
    """Post receipts: state, ledger, pledges, and a notice with the serial to each payer.

    What counts for nothing is asked back by the rule: late money, and what is above a pledge.
    """
    postings = [posting(receipt, campaign, second=second) for receipt in made]
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
            pledges.c.id.in_([receipt.pledge_id for receipt in made if not receipt.late]),
            pledges.c.state.in_(received.before),
        )
        .values(state=received.after, changed_at=tx.now)
    )
    over = _over(tx, campaign, made)
    for receipt in made:
        _tell_posted(tx, campaign, receipt, over_fen=over.get(receipt.id, 0))
    _ask_back(tx, campaign, "late", {each.id: each.amount_fen for each in made if each.late})
    _ask_back(tx, campaign, "excess", over)


def _ask_back(
    tx: Transaction, campaign: Campaign, reason: str, amounts: Mapping[str, int]
) -> None:
    """Ask back some of each receipt (id → fen)."""
    late = reason == "late"
    wanted: dict[str | None, int] = {}
    wanted.update(amounts)
    asked = request(tx, campaign, asked_by=CLOCK.id, reason=reason, amounts=wanted, late=late)
    assert not isinstance(asked, Refusal), "what came in a moment ago is there"


def posting(receipt: Receipt, campaign: Campaign, *, second: Person | None) -> ledger.Posting:
    """Tell what a receipt moves: from who gave it into what is held, or where late money lies."""
    into = accounts.late if receipt.late else accounts.held
    return ledger.Posting(
        kind="receipt",
        subject_id=receipt.id,
        amount_fen=receipt.amount_fen,
        source=accounts.contributors(campaign.number),
        destination=into(campaign.number),
        posted_by=receipt.cashier,
        second_by=None if second is None else second.id,
    )


def _over(tx: Transaction, campaign: Campaign, made: Sequence[Receipt]) -> Mapping[str, int]:
    """Tell what of each receipt is above its pledge, in fen: the last ones made it so."""
    if campaign.state not in _COUNTS:
        return {}
    paying = [receipt for receipt in made if not receipt.late]
    above = {}
    for number in {receipt.pledge_number for receipt in paying}:
        line = pledge_line(tx, campaign, number)
        assert line is not None, "a receipt is for a pledge"
        above[number] = line.kept_fen - line.amount_fen
    return over_pledge([(each.id, each.pledge_number, each.amount_fen) for each in paying], above)


def _tell_posted(tx: Transaction, campaign: Campaign, receipt: Receipt, *, over_fen: int) -> None:
    """Tell the payer that it was posted, and what that means where it is not just the pledge."""
    if receipt.late:
        tell_payer(tx, campaign, receipt, "receipt_late", deadline_at=campaign.deadline)
        return
    line = pledge_line(tx, campaign, receipt.pledge_number)
    assert line is not None, "a receipt is for a pledge"
    if over_fen:
        tell_payer(tx, campaign, receipt, "receipt_over", over_fen=over_fen)
    elif line.kept_fen < line.amount_fen and campaign.state == "open":
        left_fen = line.amount_fen - line.kept_fen
        tell_payer(tx, campaign, receipt, "receipt_part", left_fen=left_fen)
    else:
        tell_payer(tx, campaign, receipt, "receipt_posted")


def tell_payer(
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
