"""Receipts 实收: their screens for treasurer and second signer."""

from council.campaigns.receipts.commands import (
    ReceiptList,
    ReceiptPrinted,
    ReceiptRecorded,
    SigningList,
)
from council.campaigns.screens_parts import label
from council.kernel.money import capitals
from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import page_row
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator

Rows = list[tuple[Button, ...]]
#: So many requests or receipts have a button of their own.
SINGLE = 8


def button(
    say: Translator, key: str, verb: str, *arguments: str | int, **params: str | int
) -> Button:
    """Draw a button of receipts and refunds."""
    return Button(
        label=label(say, f"receipt.button.{key}", **params), press=press(verb, *arguments)
    )


def foot(number: int, say: Translator) -> tuple[tuple[Button, ...], ...]:
    """Lead back to the campaign, and home."""
    return ((button(say, "campaign", "campaign.file", number),), home_row(say))


def print_button(campaign: int, serial: int, say: Translator) -> Button:
    """Lead to the paper of a receipt."""
    return button(say, "print", "receipt.print", campaign, serial, serial=serial)


@render.register
def receipt_printed(outcome: ReceiptPrinted, say: Translator) -> Screen:
    """Whether the paper above is the original, and what its code is for."""
    how = "copy" if outcome.copy else "original"
    text = say(f"receipt.printed.{how}", serial=outcome.serial, n=outcome.copy)
    look = Button(
        label=label(say, "receipt.button.campaign"), press=press("pledge.look", outcome.campaign)
    )
    return Screen(text=str(text), rows=((look,), home_row(say)))


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
    lines = [str(text)]
    if outcome.late:
        how = "late_waits" if outcome.state == "awaiting_second" else "late"
        lines.append(str(say(f"receipt.recorded.{how}", amount_fen=outcome.amount_fen)))
    if outcome.excess_fen:
        lines.append(str(say("receipt.recorded.excess", over_fen=outcome.excess_fen)))
    more = [button(say, "next", "form.start", "receipt", outcome.campaign)]
    if outcome.state == "posted":
        more.append(print_button(outcome.campaign, outcome.serial, say))
    return Screen(text="\n\n".join(lines), rows=(tuple(more), *foot(outcome.campaign, say)))


@render.register
def receipt_list(outcome: ReceiptList, say: Translator) -> Screen:
    """Receipts with what each says, and a button for the paper of each that has one."""
    number, sought = outcome.campaign, outcome.sought
    head = "receipt.list_found" if sought else "receipt.list"
    if not outcome.total:
        head = "receipt.list_none"
    lines = [str(say(head, number=number, title=outcome.title, n=outcome.total, sought=sought))]
    for each in outcome.lines:
        said = say(
            "receipt.list_line",
            serial=each.serial,
            pledge=each.pledge,
            name=each.name,
            unit=each.unit,
            amount_fen=each.amount_fen,
            method=str(say(f"method.{each.method}")),
            received_on=each.received_at,
        )
        marks = (
            *(("late",) if each.late else ()),
            *((each.state,) if each.state != "posted" else ()),
            *(("printed",) if each.printed else ()),
        )
        noted = (str(say(f"receipt.list_mark.{mark}", n=each.printed)) for mark in marks)
        lines.append("".join((str(said), *noted)))
    if outcome.total and not sought:
        lines.append("\n" + str(say("receipt.list_find", number=number)))
    papers = [
        print_button(number, each.serial, say)
        for each in outcome.lines
        if each.state != "awaiting_second"
    ]
    rows: Rows = [tuple(papers[at : at + 2]) for at in range(0, len(papers), 2)]
    if sought:
        rows.append((button(say, "list", "receipt.list", number),))
    else:
        rows += page_row(say, "receipt.list", outcome.page, outcome.pages, number)
    return Screen(text="\n".join(lines), rows=(*rows, *foot(number, say)))


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
                button(
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
            button(
                say,
                "sign",
                "receipt.sign",
                number,
                line.serial,
                serial=line.serial,
                sum_fen=line.amount_fen,
            ),
            button(say, "decline", "receipt.decline", number, line.serial, serial=line.serial),
        )
        for line in [line for line in outcome.shown if not line.own][:SINGLE]
    ]
    return Screen(text="\n".join(lines), rows=(*rows, *foot(number, say)), toast=toast)
