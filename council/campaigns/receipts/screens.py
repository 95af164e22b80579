"""Receipts 实收 and refunds 退款: their screens for treasurer and second signer."""

from council.campaigns.receipts.commands import ReceiptRecorded, SigningList
from council.campaigns.refunds.commands import ConfirmingList, RefundAsked
from council.campaigns.screens_parts import label
from council.kernel.money import capitals
from council.kernel.screens.callback_data import press
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator

Rows = list[tuple[Button, ...]]
#: So many requests or receipts have a button of their own.
SINGLE = 8


def _button(
    say: Translator, key: str, verb: str, *arguments: str | int, **params: str | int
) -> Button:
    return Button(
        label=label(say, f"receipt.button.{key}", **params), press=press(verb, *arguments)
    )


def _foot(number: int, say: Translator) -> tuple[tuple[Button, ...], ...]:
    return ((_button(say, "campaign", "campaign.file", number),), home_row(say))


@render.register
def receipt_recorded(outcome: ReceiptRecorded, say: Translator) -> Screen:
    """The serial, and what happens next."""
    text = say(
        f"receipt.recorded.{outcome.state}",
        number=outcome.campaign,
        title=outcome.title,
        serial=outcome.serial,
        pledge=outcome.pledge,
        name=outcome.name,
        unit=outcome.unit,
        amount_fen=outcome.amount_fen,
        capitals=capitals(outcome.amount_fen),
        method=str(say(f"method.{outcome.method}")),
        ref=outcome.external_ref or "—",
        received_fen=outcome.received_fen,
        target_fen=outcome.target_fen,
    )
    more = (_button(say, "next", "form.start", "receipt", outcome.campaign),)
    return Screen(text=str(text), rows=(more, *_foot(outcome.campaign, say)))


@render.register
def signing_list(outcome: SigningList, say: Translator) -> Screen:
    """Cash that waits for a signature: one by one, or all that is shown."""
    number = outcome.campaign
    lines, toast = [], ""
    if outcome.signed:
        toast = str(say("receipt.signed", n=outcome.signed, sum_fen=outcome.signed_fen))
    elif outcome.declined:
        toast = str(say("receipt.declined", serial=outcome.declined))
    if toast:
        lines.append(f"<b>{toast}</b>\n")
    key = "receipt.signing" if outcome.total else "receipt.signing_none"
    lines.append(str(say(key, number=number, title=outcome.title, n=outcome.total)))
    lines += [
        str(
            say(
                "receipt.signing_own" if line.own else "receipt.signing_line",
                serial=line.serial,
                name=line.name,
                unit=line.unit,
                amount_fen=line.amount_fen,
                cashier=line.cashier,
                received_at=line.received_at,
            )
        )
        for line in outcome.shown
    ]
    rows: Rows = []
    if outcome.signable > 1:
        rows.append(
            (
                _button(
                    say,
                    "sign_all",
                    "receipt.sign_all",
                    number,
                    outcome.last_serial,
                    outcome.signable_fen,
                    n=outcome.signable,
                    sum_fen=outcome.signable_fen,
                ),
            )
        )
    rows += [
        (
            _button(
                say,
                "sign",
                "receipt.sign",
                number,
                line.serial,
                serial=line.serial,
                sum_fen=line.amount_fen,
            ),
            _button(say, "decline", "receipt.decline", number, line.serial, serial=line.serial),
        )
        for line in [line for line in outcome.shown if not line.own][:SINGLE]
    ]
    return Screen(text="\n".join(lines), rows=(*rows, *_foot(number, say)), toast=toast)


@render.register
def refund_asked(outcome: RefundAsked, say: Translator) -> Screen:
    """The request waits for the second signer."""
    text = say(
        "refund.asked",
        number=outcome.campaign,
        request=outcome.number,
        serial=outcome.serial,
        name=outcome.name,
        unit=outcome.unit,
        amount_fen=outcome.amount_fen,
        reason=str(say(f"refund.reason.{outcome.reason}")),
    )
    return Screen(text=str(text), rows=_foot(outcome.campaign, say))


@render.register
def confirming_list(outcome: ConfirmingList, say: Translator) -> Screen:
    """Refunds that wait for a second signer: one by one, or all together."""
    number = outcome.campaign
    lines, toast = [], ""
    if outcome.confirmed:
        toast = str(say("refund.confirmed", n=outcome.confirmed, sum_fen=outcome.confirmed_fen))
    elif outcome.declined:
        toast = str(say("refund.declined", request=outcome.declined))
    if toast:
        lines.append(f"<b>{toast}</b>\n")
    key = "refund.confirming" if outcome.total else "refund.confirming_none"
    state = str(say(f"state.campaign.{outcome.state}"))
    lines.append(str(say(key, number=number, title=outcome.title, n=outcome.total, state=state)))
    for line in outcome.shown:
        kept = "refund.line_reserve" if not line.serial else "refund.line"
        lines.append(
            str(
                say(
                    kept,
                    request=line.number,
                    serial=line.serial,
                    name=line.name,
                    unit=line.unit,
                    amount_fen=line.amount_fen,
                    reason=str(say(f"refund.reason.{line.reason}")),
                    asked_by=line.asked_by or str(say("refund.by_rule")),
                )
            )
        )
        if line.away:
            lines.append(str(say("refund.away")))
    if outcome.total > len(outcome.shown):
        lines.append(str(say("refund.more", n=outcome.total - len(outcome.shown))))
    rows: Rows = []
    if outcome.confirmable > 1:
        rows.append(
            (
                _button(
                    say,
                    "confirm_all",
                    "refund.confirm_all",
                    number,
                    outcome.last_number,
                    outcome.confirmable_fen,
                    n=outcome.confirmable,
                    sum_fen=outcome.confirmable_fen,
                ),
            )
        )
    rows += [
        (
            _button(
                say,
                "confirm",
                "refund.confirm",
                number,
                line.number,
                request=line.number,
                sum_fen=line.amount_fen,
            ),
            _button(say, "refuse", "refund.decline", number, line.number, request=line.number),
        )
        for line in [line for line in outcome.shown if not line.own][:SINGLE]
    ]
    return Screen(text="\n".join(lines), rows=(*rows, *_foot(number, say)), toast=toast)
