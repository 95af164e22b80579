"""Receipts 实收, signatures for cash and refunds 退款 in the staff bot."""

from telegram import Message

from bot.staff.routes import Handler, on_command, on_press
from bot.staff.typed import behind, number_behind
from bot.visit import Visit
from council.commands.forms import StartForm
from council.commands.receipts import (
    DeclineReceipt,
    RecordReceiptLine,
    SignReceipt,
    SignReceipts,
)
from council.commands.refunds import (
    ConfirmRefund,
    ConfirmRefunds,
    DeclineRefund,
)
from council.domain.numbers import read_number
from council.reads.receipts import confirming, signing, signing_next
from council.wording.presses import Press
from council.wording.screen import Screen


async def receipt(message: Message, visit: Visit) -> Screen:
    """``/receipt`` asks step by step; with a whole line it records at once."""
    line = behind(message)
    number = read_number(line) if line else 0
    if number is not None:
        return await visit.ask(StartForm, form="receipt", subject=str(number))
    return await visit.ask(RecordReceiptLine, line=line)


async def sign(message: Message, visit: Visit) -> Screen:
    """``/sign`` shows the cash that waits; ``/sign N`` that of one campaign."""
    number = number_behind(message)
    return await visit.show(lambda tx, who: signing_next(tx, who, number))


async def show_signing(press: Press, visit: Visit) -> Screen:
    """The cash of one campaign that waits for a signature."""
    number = press.number(0) or 0
    return await visit.show(lambda tx, who: signing(tx, who, number))


async def sign_one(press: Press, visit: Visit) -> Screen:
    """Sign for one receipt."""
    return await visit.ask(SignReceipt, campaign=press.number(0) or 0, serial=press.number(1) or 0)


async def sign_all(press: Press, visit: Visit) -> Screen:
    """Sign for everything that the list showed."""
    return await visit.ask(
        SignReceipts,
        campaign=press.number(0) or 0,
        last_serial=press.number(1) or 0,
        total_fen=press.number(2) or 0,
    )


async def decline(press: Press, visit: Visit) -> Screen:
    """Not sign."""
    return await visit.ask(
        DeclineReceipt, campaign=press.number(0) or 0, serial=press.number(1) or 0
    )


async def refund(message: Message, visit: Visit) -> Screen:
    """``/refund CAMPAIGN`` asks for a receipt; with its serial it goes on to the reason."""
    number_text, _, rest = behind(message).partition(" ")
    number = read_number(number_text)
    if number is None:
        return visit.refuse("refund.how")
    return await visit.ask(StartForm, form="refund", subject=str(number), text=rest.strip())


async def show_confirming(press: Press, visit: Visit) -> Screen:
    """The refunds that wait for a second signer."""
    number = press.number(0) or 0
    return await visit.show(lambda tx, who: confirming(tx, who, number))


async def confirm_one(press: Press, visit: Visit) -> Screen:
    """Confirm one refund."""
    return await visit.ask(
        ConfirmRefund, campaign=press.number(0) or 0, number=press.number(1) or 0
    )


async def confirm_all(press: Press, visit: Visit) -> Screen:
    """Confirm all refunds."""
    return await visit.ask(
        ConfirmRefunds,
        campaign=press.number(0) or 0,
        last_number=press.number(1) or 0,
        total_fen=press.number(2) or 0,
    )


async def refuse_one(press: Press, visit: Visit) -> Screen:
    """Not confirm one refund."""
    return await visit.ask(
        DeclineRefund, campaign=press.number(0) or 0, number=press.number(1) or 0
    )


def routes() -> list[Handler]:
    """Routes of receipts and refunds."""
    return [
        on_command("receipt", receipt),
        on_command("sign", sign),
        on_command("refund", refund),
        on_press("receipt.signing", show_signing),
        on_press("receipt.sign", sign_one),
        on_press("receipt.sign_all", sign_all),
        on_press("receipt.decline", decline),
        on_press("refund.confirming", show_confirming),
        on_press("refund.confirm", confirm_one),
        on_press("refund.confirm_all", confirm_all),
        on_press("refund.decline", refuse_one),
    ]
