"""Refunds 退款: their screens for treasurer and second signer."""

from council.campaigns.receipts.screens import SINGLE, Rows, button, foot
from council.campaigns.refunds.commands import ConfirmingList, RefundAsked, RequestLine
from council.kernel.screens.render import render
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator


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
    return Screen(text=str(text), rows=foot(outcome.campaign, say))


@render.register
def confirming_list(outcome: ConfirmingList, say: Translator) -> Screen:
    """Refunds that wait for a second signer: one by one, or all together."""
    number = outcome.campaign
    lines, toast = [], ""
    if outcome.confirmed:
        toast = str(say("refund.confirmed", n=outcome.confirmed, sum_fen=outcome.confirmed_fen))
    elif outcome.declined:
        toast = str(say("refund.declined", request=outcome.declined))
    elif outcome.unreached:
        toast = str(say("refund.unreached", request=outcome.unreached))
    elif outcome.claimed:
        toast = str(say("refund.claimed", request=outcome.claimed))
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
                    route=_route(line, say),
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
                button(
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
            button(
                say,
                "confirm",
                "refund.confirm",
                number,
                line.number,
                request=line.number,
                sum_fen=line.amount_fen,
            ),
            button(say, "refuse", "refund.decline", number, line.number, request=line.number),
        )
        for line in [line for line in outcome.shown if not line.own and outcome.may_confirm][
            :SINGLE
        ]
    ]
    rows += _unreached_rows(outcome, say)
    if outcome.unclaimed_total:
        lines.append(_unclaimed(outcome, say))
    if outcome.may_claim and outcome.unclaimed_total:
        rows.append((button(say, "claim", "form.start", "refund_claim", number),))
    return Screen(text="\n".join(lines), rows=(*rows, *foot(number, say)), toast=toast)


def _route(line: RequestLine, say: Translator) -> str:
    if not line.route:
        return ""
    route = str(say(f"method.{line.route}"))
    if line.route == line.came_by:
        return route
    return str(say("refund.other_route", route=route, came_by=str(say(f"method.{line.came_by}"))))


def _unreached_rows(outcome: ConfirmingList, say: Translator) -> Rows:
    """What could not be paid, by whoever knows: each request to a payee has a button."""
    if not outcome.may_mark:
        return []
    buttons = [
        button(
            say,
            "unreached",
            "refund.unreached",
            outcome.campaign,
            line.number,
            request=line.number,
        )
        for line in [line for line in outcome.shown if line.serial][:SINGLE]
    ]
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]


def _unclaimed(outcome: ConfirmingList, say: Translator) -> str:
    """What waits for its payees, with their names: this is the staff's list."""
    total, shown = outcome.unclaimed_total, outcome.unclaimed
    lines = [str(say("refund.unclaimed", n=total, sum_fen=outcome.unclaimed_fen))]
    lines += [
        str(
            say(
                "refund.unclaimed_line",
                request=line.number,
                serial=line.serial,
                name=line.name,
                unit=line.unit,
                amount_fen=line.amount_fen,
                since_on=line.since_at,
            )
        )
        for line in shown
    ]
    if total > len(shown):
        lines.append(str(say("refund.unclaimed_more", n=total - len(shown))))
    return "\n" + "\n".join(lines)
