"""Contracts 合同 and payments 付款: the screen on which they are made, approved and brought back."""

from council.campaigns.payments.commands import (
    ContractLine,
    PaymentDesk,
    PaymentLine,
    PaymentsReminded,
)
from council.campaigns.screens_parts import label
from council.kernel.screens.callback_data import press
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator

#: So many contracts and payments stand on one screen, the newest.
SHOWN = 12
#: So many payments have buttons of their own.
SINGLE = 6


@render.register
def payment_desk(outcome: PaymentDesk, say: Translator) -> Screen:
    """What is held and free, the contracts, the payments; those that wait have their buttons."""
    number = outcome.campaign
    toast = ""
    lines: list[str] = []
    if outcome.did:
        toast = str(say(f"payment.did.{outcome.did}", which=outcome.which))
        lines.append(f"<b>{toast}</b>\n")
    lines.append(
        str(
            say(
                "payment.desk",
                number=number,
                title=outcome.title,
                held_fen=outcome.held_fen,
                free_fen=outcome.free_fen,
            )
        )
    )
    lines += [_contract(each, say) for each in outcome.contracts[-SHOWN:]]
    if outcome.payments:
        lines.append(str(say("payment.list")))
    lines += [_payment(each, say) for each in outcome.payments[-SHOWN:]]
    rows: list[tuple[Button, ...]] = [
        (
            _button(
                say,
                f"approve_{each.kind}",
                "payment.approve",
                number,
                each.number,
                payment=each.number,
                sum_fen=each.amount_fen,
            ),
            _button(say, "decline", "payment.decline", number, each.number, payment=each.number),
        )
        for each in _to_answer(outcome)[:SINGLE]
    ]
    # Nobody signs for what they have not seen; the auditor reads the newest as well.
    papers = [
        _button(say, "papers", "payment.papers", number, each.number, payment=each.number)
        for each in outcome.payments[-SINGLE:]
        if each.file
    ]
    rows += [tuple(papers[at : at + 2]) for at in range(0, len(papers), 2)]
    rows += [
        (_button(say, "end", "contract.end", number, each.number, contract=each.number),)
        for each in outcome.contracts
        if each.may_end
    ][:SINGLE]
    back = (_button(say, "campaign", "campaign.file", number),)
    return Screen(text="\n".join(lines), rows=(*rows, back, home_row(say)), toast=toast)


def _to_answer(outcome: PaymentDesk) -> list[PaymentLine]:
    if not outcome.may_approve:
        return []
    return [each for each in outcome.payments if each.state == "proposed" and not each.own]


def _contract(line: ContractLine, say: Translator) -> str:
    said = say(
        "payment.contract",
        contract=line.number,
        payee=line.payee,
        account=line.account_last4 or "—",
        task=f"{line.resolution} · {line.position}. {line.task}",
        reference=line.reference,
        amount_fen=line.amount_fen,
        last_fen=line.last_fen,
        paid_fen=line.paid_fen,
        proposed_fen=line.proposed_fen,
        payable_fen=line.payable_fen,
        file=line.file[:12],
    )
    more = []
    if line.retention_fen:
        more.append(
            str(
                say(
                    "payment.retention",
                    retention_fen=line.retention_fen,
                    until_on=line.retention_until_at,
                )
            )
        )
    state = "ended" if line.ended else "accepted" if line.accepted else "not_accepted"
    more.append(str(say(f"payment.contract.{state}")))
    return "\n".join((str(said), *more))


def _payment(line: PaymentLine, say: Translator) -> str:
    said = say(
        f"payment.line.{line.kind}",
        payment=line.number,
        contract=line.contract,
        payee=line.payee,
        amount_fen=line.amount_fen,
        invoice=line.invoice,
        file=line.file[:12],
        reason=line.reason,
        state=str(say(f"state.payment.{line.state}")),
        proposer=line.proposed_by or "—",
        signer=line.signer or str(say("payment.nobody_yet")),
    )
    return str(said)


def _button(
    say: Translator, key: str, verb: str, *arguments: str | int, **params: str | int
) -> Button:
    text = label(say, f"payment.button.{key}", **params)
    return Button(label=text, press=press(verb, *arguments))


@render.register
def payments_reminded(outcome: PaymentsReminded, say: Translator) -> Screen:
    """How many were reminded."""
    text = say("payment.reminded", number=outcome.campaign, n=outcome.reminded)
    return Screen(text=str(text), rows=(home_row(say),))
