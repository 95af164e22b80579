"""Bank statements 对账单 on the staff desk: a file, a line at a time, what is in suspense."""

from collections.abc import Sequence

from council.campaigns.bank_statements.commands import (
    BankAwaited,
    BankDesk,
    BankDone,
    BankFaults,
    BankLineView,
    BankTaken,
    SuspenseDesk,
    Target,
)
from council.campaigns.bank_statements.rules import AT_ONCE
from council.kernel.screens.callback_data import press
from council.kernel.screens.file_faults import fault_lines
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, render, stop_button
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator

Row = tuple[Button, ...]
#: UTF-16 units of a file's name.
NAME = 40


def _button(
    say: Translator, key: str, verb: str, *arguments: str | int, **named: str | int
) -> Button:
    return Button(label=label(say, f"bank.button.{key}", **named), press=press(verb, *arguments))


def _to_desk(say: Translator) -> Row:
    return (_button(say, "desk", "bank.desk"),)


@render.register
def bank_awaited(outcome: BankAwaited, say: Translator) -> Screen:
    """Which files can be sent, and how they are exported."""
    return Screen(text=str(say("bank.awaited")), rows=(_to_desk(say), (stop_button(say),)))


@render.register
def bank_faults(outcome: BankFaults, say: Translator) -> Screen:
    """What is wrong, by line and column; nothing was kept."""
    head = say("bank.faults", file=clip(outcome.file, NAME), n=len(outcome.faults))
    lines = fault_lines(outcome.faults, say, columns="bank.field")
    return Screen(text="\n".join((str(head), *lines)), rows=(_to_desk(say), home_row(say)))


@render.register
def bank_taken(outcome: BankTaken, say: Translator) -> Screen:
    """What the file brought, and the way to its first line."""
    lines = []
    source = str(say(f"bank.source.{outcome.source}"))
    if outcome.again_at:
        lines.append(
            str(say("bank.again", number=outcome.number, sent_at=outcome.again_at)) + "\n"
        )
    lines.append(
        str(
            say(
                "bank.taken",
                number=outcome.number,
                source=source,
                file=clip(outcome.file, NAME),
                n=outcome.lines,
                came_in_fen=outcome.came_in_fen,
                went_out_fen=outcome.went_out_fen,
            )
        )
    )
    if outcome.known:
        lines.append(str(say("bank.overlap", n=outcome.known)))
    if outcome.left_out:
        lines.append(str(say("bank.left_out", n=outcome.left_out)))
    if outcome.waiting:
        other = outcome.waiting - outcome.matched - outcome.booked
        lines.append(
            str(
                say(
                    "bank.proposed",
                    n=outcome.waiting,
                    matched=outcome.matched,
                    booked=outcome.booked,
                    other=other,
                )
            )
        )
        begin = (_button(say, "begin", "bank.line", outcome.number, n=outcome.waiting),)
        rows: tuple[Row, ...] = (begin, _to_desk(say), home_row(say))
    else:
        lines.append(str(say("bank.nothing_waits")))
        rows = (_to_desk(say), home_row(say))
    return Screen(text="\n".join(lines), rows=rows)


@render.register
def bank_desk(outcome: BankDesk, say: Translator) -> Screen:
    """The statements with a button for each that waits; how to import one."""
    lines = [str(say("bank.desk" if outcome.statements else "bank.desk_none"))]
    rows: list[Row] = []
    for each in outcome.statements:
        source = str(say(f"bank.source.{each.source}"))
        key = "bank.desk_line" if each.waiting else "bank.desk_line_done"
        lines.append(
            str(
                say(
                    key,
                    number=each.number,
                    source=source,
                    sent_on=each.sent_at,
                    lines=each.lines,
                    n=each.waiting,
                )
            )
        )
        if each.waiting and outcome.may_import:
            go_on = _button(
                say, "go_on", "bank.line", each.number, number=each.number, n=each.waiting
            )
            rows.append((go_on,))
    if outcome.suspended:
        lines.append(
            "\n" + str(say("bank.suspended", n=outcome.suspended, sum_fen=outcome.suspended_fen))
        )
        rows.append((_button(say, "suspense", "bank.suspense", n=outcome.suspended),))
    if outcome.may_import:
        rows.append((_button(say, "import", "bank.start"),))
    return Screen(text="\n".join(lines), rows=(*rows, home_row(say)))


@render.register
def bank_line(outcome: BankLineView, say: Translator) -> Screen:
    """One line: what the bank says, what it may be, and what can be said of it."""
    done = _did(outcome, say)
    lines = [f"<b>{done}</b>\n"] if done else []
    source = str(say(f"bank.source.{outcome.source}"))
    lines.append(
        str(
            say(
                "bank.line",
                number=outcome.number,
                source=source,
                line=outcome.line,
                n=outcome.waiting,
                total=outcome.total,
            )
        )
    )
    way = "in" if outcome.amount_fen > 0 else "out"
    lines.append(
        str(
            say(
                f"bank.moved_{way}",
                booked_at=outcome.booked_at,
                sum_fen=abs(outcome.amount_fen),
                party=outcome.party or str(say("bank.no_party")),
                ref=outcome.reference,
            )
        )
    )
    if outcome.memo:
        lines.append(str(say("bank.memo", memo=outcome.memo)))
    lines.append("\n" + _advice(outcome, say))
    rows = _answers(outcome, say) if outcome.state == "waiting" else _settled(outcome, say)
    number = outcome.number
    if outcome.did_undo:
        undo = _button(say, "undo", "bank.reopen", number, outcome.did_line, line=outcome.did_line)
        rows.append((undo,))
    if outcome.ticking > 1:
        rows.append(
            (
                _button(
                    say, "tick_all", "bank.tick_all", number, outcome.ticking, n=outcome.ticking
                ),
            )
        )
    if outcome.after:
        rows.append((_button(say, "skip", "bank.line", number, outcome.after),))
    if outcome.waiting > 1:
        rest = _button(
            say, "leave_rest", "bank.leave_rest", number, n=min(AT_ONCE, outcome.waiting)
        )
        rows.append((rest,))
    return Screen(text="\n".join(lines), rows=(*rows, _to_desk(say), home_row(say)), toast=done)


def _advice(outcome: BankLineView, say: Translator) -> str:
    if outcome.state != "waiting":
        said = say(f"state.bank_line.{outcome.state}")
        became = _said(outcome.target, say) if outcome.target else ""
        return str(say("bank.became", state=str(said))) + (f"\n{became}" if became else "")
    if outcome.target is None:
        return str(say(f"bank.advice.{outcome.advice}"))
    kind = "pledge" if outcome.target.kind == "pledge" else "books"
    key = f"bank.advice.{kind}.{outcome.advice}"
    lines = [str(say(key)), _said(outcome.target, say)]
    if outcome.target.amount_fen != outcome.amount_fen and outcome.advice != "differs":
        lines.append(
            str(
                say(
                    "bank.other_amount",
                    pledged_fen=outcome.target.amount_fen,
                    amount_fen=outcome.amount_fen,
                )
            )
        )
    return "\n".join(lines)


def _said(target: Target, say: Translator) -> str:
    return str(
        say(
            f"bank.target.{target.kind}",
            campaign=target.campaign,
            number=target.number,
            name=target.name,
            sum_fen=abs(target.amount_fen),
        )
    )


def _answers(outcome: BankLineView, say: Translator) -> list[Row]:
    """What can be said of a line that waits."""
    number, line, target = outcome.number, outcome.line, outcome.target
    came = outcome.amount_fen > 0
    rows: list[Row] = []
    if target is not None and target.kind == "pledge":
        rows.append(
            (
                _button(
                    say,
                    "receipt",
                    "bank.receipt",
                    number,
                    line,
                    target.campaign,
                    target.number,
                    pledge=target.number,
                    name=target.name,
                ),
            )
        )
    elif target is not None and outcome.advice != "differs":
        rows.append((_button(say, "tick", "bank.tick", number, line, target.id),))
    leave = _button(say, "leave", "bank.leave", number, line)
    if not came:
        return [*rows, (leave,)]
    key = "other_pledge" if rows else "pledge"
    rows.append((_button(say, key, "form.start", "bank_pledge", f"{number}-{line}"),))
    return [*rows, (_button(say, "suspend", "bank.suspend", number, line), leave)]


def _settled(outcome: BankLineView, say: Translator) -> list[Row]:
    """What can be undone of a line that does not wait any more."""
    if outcome.state in {"left", "ticked"} and not outcome.did_undo:
        return [
            (_button(say, "undo", "bank.reopen", outcome.number, outcome.line, line=outcome.line),)
        ]
    if outcome.state == "receipt" and outcome.target is not None:
        refund = _button(say, "correct", "form.start", "refund", outcome.target.campaign)
        return [(refund,)]
    return []


def _did(outcome: BankLineView | BankDone, say: Translator) -> str:
    if not outcome.did:
        return ""
    return str(
        say(
            f"bank.did.{outcome.did}",
            line=outcome.did_line,
            sum_fen=abs(outcome.did_fen),
            serial=outcome.did_serial,
        )
    )


@render.register
def bank_done(outcome: BankDone, say: Translator) -> Screen:
    """Nothing waits any more: what became of the lines."""
    done = _did(outcome, say)
    lines = [f"<b>{done}</b>\n"] if done else []
    source = str(say(f"bank.source.{outcome.source}"))
    lines.append(str(say("bank.done", number=outcome.number, source=source)))
    lines += [
        str(
            say(
                "bank.done_line",
                state=str(say(f"state.bank_line.{each.state}")),
                n=each.lines,
                sum_fen=each.amount_fen,
            )
        )
        for each in outcome.sums
    ]
    rows: list[Row] = []
    if outcome.did_undo:
        rows.append(
            (
                _button(
                    say,
                    "undo",
                    "bank.reopen",
                    outcome.number,
                    outcome.did_line,
                    line=outcome.did_line,
                ),
            )
        )
    return Screen(text="\n".join(lines), rows=(*rows, _to_desk(say), home_row(say)), toast=done)


@render.register
def suspense_desk(outcome: SuspenseDesk, say: Translator) -> Screen:
    """What is in suspense, with what can be done about each."""
    toast = ""
    lines = []
    if outcome.did:
        toast = str(say(f"bank.suspense_did.{outcome.did}", sum_fen=outcome.did_fen))
        lines.append(f"<b>{toast}</b>\n")
    key = "bank.suspense" if outcome.lines else "bank.suspense_none"
    lines.append(str(say(key, sum_fen=outcome.suspended_fen)))
    rows: list[Row] = []
    for place, each in enumerate(outcome.lines, start=1):
        lines.append(
            str(
                say(
                    "bank.suspense_line",
                    place=place,
                    statement=each.statement,
                    line=each.line,
                    booked_on=each.booked_at,
                    sum_fen=each.amount_fen,
                    party=each.party or str(say("bank.no_party")),
                    memo=each.memo or "—",
                )
            )
        )
        if each.asked:
            lines.append(str(say("bank.asked_own" if each.own else "bank.asked")))
        rows += _about(outcome, place, say)
    return Screen(text="\n".join(lines), rows=(*rows, _to_desk(say), home_row(say)), toast=toast)


def _about(outcome: SuspenseDesk, place: int, say: Translator) -> Sequence[Row]:
    each = outcome.lines[place - 1]
    where = (each.statement, each.line)
    if each.asked:
        if not outcome.may_give_back or each.own:
            return ()
        return (
            (
                _button(say, "give_back", "bank.give_back", *where, place=place),
                _button(say, "hold_on", "bank.hold_on", *where, place=place),
            ),
        )
    if not outcome.may_book:
        return ()
    subject = f"{each.statement}-{each.line}"
    return (
        (
            _button(say, "assign", "form.start", "bank_pledge", subject, place=place),
            _button(say, "ask_back", "bank.ask_back", *where, place=place),
        ),
    )
