"""Fund lines 资金来源: the staff's screen, on which they are written and confirmed."""

from council.campaigns.funds.commands import FundDesk, WaitingMove
from council.campaigns.funds.line import FundLine
from council.campaigns.screens_parts import label
from council.kernel.screens.callback_data import press
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator

#: So many lines have a button, and so many moves two.
LISTED, SINGLE = 10, 6


@render.register
def fund_desk(outcome: FundDesk, say: Translator) -> Screen:
    """Each line with budget and actual, what waits, and what the maintenance fund's account says."""
    toast = str(say(f"fund.did.{outcome.did}")) if outcome.did else ""
    lines = [f"<b>{toast}</b>"] if toast else []
    lines.append(str(say("fund.desk" if outcome.lines else "fund.desk.none")))
    lines += [_line(each, say) for each in outcome.lines]
    lines += [_waiting(each, say) for each in outcome.waiting]
    note = outcome.maintenance
    if note is not None:
        lines.append(
            str(
                say(
                    "fund.maintenance",
                    balance_fen=note.balance_fen,
                    source=note.source,
                    as_of_on=note.as_of,
                )
            )
        )
    rows: list[tuple[Button, ...]] = []
    if outcome.may_confirm:
        rows += [_answers(each, say) for each in outcome.waiting if not each.own][:SINGLE]
    if outcome.may_write:
        rows += [
            (_button(say, "move", "form.start", "fund_move", each.number, number=each.number),)
            for each in outcome.lines[-LISTED:]
        ]
        rows += [
            (_button(say, "line", "form.start", "fund_line", "new"),),
            (_button(say, "note", "form.start", "maintenance_note", "new"),),
        ]
    return Screen(text="\n\n".join(lines), rows=(*rows, home_row(say)), toast=toast)


def _line(line: FundLine, say: Translator) -> str:
    said = say(
        "fund.line",
        number=line.number,
        fund_key=f"fund.kind.{line.kind}",
        title=line.title,
        source=line.source,
        resolution=line.resolution,
        budget_fen=line.budget_fen,
        in_fen=line.in_fen,
        out_fen=line.out_fen,
        left_fen=line.in_fen - line.out_fen,
    )
    return "\n".join(
        (str(said), *([str(say("fund.terms", terms=line.terms))] if line.terms else []))
    )


def _waiting(move: WaitingMove, say: Translator) -> str:
    return str(
        say(
            "fund.waiting",
            line=move.line,
            number=move.number,
            move_key=f"fund.move.{move.kind}",
            amount_fen=move.amount_fen,
            voucher=move.voucher,
        )
    )


def _answers(move: WaitingMove, say: Translator) -> tuple[Button, ...]:
    return (
        _button(
            say,
            "confirm",
            "fund.confirm",
            move.line,
            move.number,
            line=move.line,
            number=move.number,
            sum_fen=move.amount_fen,
        ),
        _button(
            say,
            "decline",
            "fund.decline",
            move.line,
            move.number,
            line=move.line,
            number=move.number,
        ),
    )


def _button(
    say: Translator, key: str, verb: str, *arguments: str | int, **params: str | int
) -> Button:
    return Button(label=label(say, f"fund.button.{key}", **params), press=press(verb, *arguments))
