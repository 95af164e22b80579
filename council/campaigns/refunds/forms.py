"""The form in which a treasurer asks for a refund 退款: which receipt, how much of it, why."""

from typing import Any

from council.campaigns.campaign import Campaign
from council.campaigns.receipts.receipt import Receipt
from council.campaigns.refunds.commands import AskRefund
from council.campaigns.refunds.confirming import ask, posted, reasons_of, refundable
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Amiss, Answer, Field, Form, Ground, Offer, Reading, as_sum
from council.kernel.money import parse_amount
from council.kernel.numbers import read_number
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person

WORDS = "refund"
GIVEN_MOST = 24
#: What asking may still refuse, and which answers are asked for again then.
_ASKED_AGAIN = {
    "refund.more_than_left": ("amount",),
    "refund.nothing_left": ("receipt", "amount"),
    "ledger.not_enough": ("amount",),
}


def _about(tx: Transaction, who: Person, subject: str) -> Campaign | Refusal:
    return refundable(tx, who, int(subject))


def _read_receipt(ground: Ground, text: str) -> Reading:
    """Read ``SERIAL [AMOUNT]``; without an amount, all that is left of the receipt."""
    serial_text, _, amount_text = text.strip().partition(" ")
    serial = read_number(serial_text)
    if serial is None:
        return refuse("refund.serial_wrong", given=serial_text[:GIVEN_MOST])
    receipt = posted(ground.tx, ground.about, serial)
    if isinstance(receipt, Refusal):
        return receipt
    amount = _amount_of(receipt, amount_text) if amount_text.strip() else receipt.left_fen
    return amount if isinstance(amount, Refusal) else {"receipt": serial, "amount": amount}


def _read_amount(ground: Ground, text: str) -> Reading:
    receipt = posted(ground.tx, ground.about, ground.answers["receipt"])
    return receipt if isinstance(receipt, Refusal) else _amount_of(receipt, text)


def _amount_of(receipt: Receipt, text: str) -> int | Refusal:
    amount = parse_amount(text)
    if not isinstance(amount, Refusal) and amount > receipt.left_fen:
        return refuse("refund.more_than_left", serial=receipt.serial, left_fen=receipt.left_fen)
    return amount


def _receipt_said(ground: Ground, answer: Answer) -> Phrase:
    receipt = posted(ground.tx, ground.about, int(str(answer)))
    if isinstance(receipt, Refusal):
        return Phrase(text=str(answer))
    params: dict[str, Param] = {
        "serial": receipt.serial,
        "name": receipt.name,
        "unit": receipt.unit,
        "receipt_fen": receipt.amount_fen,
        "left_fen": receipt.left_fen,
    }
    return Phrase(key="refund.receipt", params=params)


def _reason_said(answer: str) -> Phrase:
    return Phrase(key=f"refund.reason.{answer}")


def _fit(ground: Ground) -> tuple[str, ...]:
    receipt = posted(ground.tx, ground.about, ground.answers["receipt"])
    return () if isinstance(receipt, Refusal) else reasons_of(ground.about, receipt)


def _reasons(ground: Ground) -> tuple[Offer, ...]:
    return tuple(Offer(answer=each, label=_reason_said(each)) for each in _fit(ground))


def _read_reason(ground: Ground, text: str) -> Reading:
    return text if text in _fit(ground) else refuse("desk.use_buttons")


def _ask(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = AskRefund(
        actor=actor,
        campaign=ground.about.number,
        serial=answers["receipt"],
        amount_fen=answers["amount"],
        reason=answers["reason"],
    )
    done = ask(ground.tx, ground.who, made)
    if isinstance(done, Refusal) and done.key in _ASKED_AGAIN:
        return Amiss(refusal=done, forget=_ASKED_AGAIN[done.key])
    return done


REFUND = Form(
    name="refund",
    verb="refund.ask",
    words=WORDS,
    fields=(
        Field(name="receipt", read=_read_receipt, says=_receipt_said),
        Field(name="amount", read=_read_amount, says=as_sum),
        Field(
            name="reason",
            read=_read_reason,
            offers=_reasons,
            says=lambda _, answer: _reason_said(str(answer)),
        ),
    ),
    about=_about,
    head=lambda ground: {"number": ground.about.number, "title": ground.about.title},
    leads=lambda ground: (
        Lead(
            key="receipt.button.campaign", verb="campaign.file", arguments=(ground.about.number,)
        ),
    ),
    file=_ask,
    anew=True,
    at_once=True,
)

REFUND_FORMS = (REFUND,)
