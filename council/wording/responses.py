"""Responses 答复: how they are shown with their motion, and the sheet on which one is written."""

from datetime import date, datetime, time

from council.commands.motions import ResponseView
from council.commands.responses import (
    AnswerSheet,
    ExtensionSheet,
    OverdueNoted,
    PromiseReminded,
    ReasonWanted,
)
from council.domain.responses import DECISIONS
from council.wording.presses import press
from council.wording.proposal_texts import clip, label
from council.wording.say import Say
from council.wording.screen import Button, Screen
from council.wording.word import home_row, stop_button, word

_REASON_UNITS = 900
_EXTENSION_UNITS = 300
_HOUR = 3600


def response_lines(response: ResponseView, say: Say) -> str:
    """The answer, or the clock that runs until it; lateness is shown to everybody."""
    lines: list[str] = [say("response.title")]
    if response.answered_at:
        hours = (response.answered_at - response.asked_at) // _HOUR
        lines.append(say("response.answered", answered_at=response.answered_at, left_hours=hours))
        lines += answer_lines(
            say,
            decision=response.decision,
            reason=response.reason,
            cost_fen=response.cost_fen,
            responsible=response.responsible,
            done_by=response.done_by,
        )
    else:
        lines.append(say("response.asked", asked_at=response.asked_at))
        if response.acknowledged_at:
            lines.append(say("response.acknowledged", acknowledged_at=response.acknowledged_at))
        clock = "overdue" if response.overdue else f"due_{response.state}"
        lines.append(say(f"response.{clock}", due_at=response.due_at, left_hours=response.n_hours))
    if response.extended_at:
        reason = clip(response.extension_reason, _EXTENSION_UNITS)
        lines.append(say("response.extended", extended_at=response.extended_at, reason=reason))
        if not response.calendar_known:
            lines.append(say("response.calendar_unknown"))
    return "\n".join(str(line) for line in lines)


def answer_lines(
    say: Say, *, decision: str, reason: str, cost_fen: int, responsible: str, done_by: str
) -> list[str]:
    """The parts of an answer that are filled; a cost of -1 is none."""
    lines = (
        [say("response.line.decision", decision=say(f"decision.{decision}"))] if decision else []
    )
    if responsible and decision == "passed_on":
        lines.append(say("response.line.passed_to", responsible=responsible))
    if reason:
        lines.append(say("response.line.reason", reason=clip(reason, _REASON_UNITS)))
    if cost_fen >= 0:
        lines.append(say("response.line.cost", cost_fen=cost_fen))
    if responsible and decision != "passed_on":
        lines.append(say("response.line.responsible", responsible=responsible))
    if done_by:
        noon = datetime.combine(date.fromisoformat(done_by), time(12), tzinfo=say.timezone)
        lines.append(say("response.line.done_by", done_on=int(noon.timestamp())))
    return [str(line) for line in lines]


@word.register
def answer_sheet(outcome: AnswerSheet, say: Say) -> Screen:
    """What is written so far, and the next question; at the end the confirm button."""
    parts = [str(say("response.stale"))] if outcome.stale else []
    parts.append(str(say("response.sheet", number=outcome.number, title=outcome.title)))
    lines = answer_lines(
        say,
        decision=outcome.decision,
        reason=outcome.reason,
        cost_fen=outcome.cost_fen,
        responsible=outcome.responsible,
        done_by=outcome.done_by,
    )
    if lines:
        parts.append("\n".join(lines))
    step = outcome.step
    if step in {"reason", "responsible"}:
        step = f"{step}.{outcome.decision}"
    parts.append(str(say(f"response.step.{step}")))
    return Screen(text="\n\n".join(parts), rows=_sheet_rows(outcome, say))


def _sheet_rows(outcome: AnswerSheet, say: Say) -> tuple[tuple[Button, ...], ...]:
    here = (outcome.number, outcome.revision)

    def fill(key: str, *arguments: str) -> Button:
        return Button(label=label(say, key), press=press("response.fill", *here, *arguments))

    rows: list[tuple[Button, ...]] = []
    if outcome.step == "decision":
        rows = [(fill(f"decision.{word_}", "decision", word_),) for word_ in DECISIONS]
    elif outcome.step == "confirm":
        rows.append(
            (Button(label=label(say, "response.confirm"), press=press("response.file", *here)),)
        )
        changes = [
            fill(f"response.change.{step}", "again", step) for step in ("decision", *outcome.done)
        ]
        rows += [tuple(changes[i : i + 2]) for i in range(0, len(changes), 2)]
    else:
        if outcome.may_skip:
            rows.append((fill("response.skip", "skip"),))
        rows.append((fill("response.change.decision", "again", "decision"),))
        rows.append((stop_button(say),))
    back = Button(label=label(say, "response.back"), press=press("motion", outcome.number))
    return (*rows, (back, *home_row(say)))


@word.register
def reason_wanted(outcome: ReasonWanted, say: Say) -> Screen:
    """The reason of an extension is typed next."""
    back = Button(label=label(say, "response.back"), press=press("motion", outcome.number))
    text = say(
        "response.reason_wanted", number=outcome.number, title=outcome.title, n=outcome.days
    )
    return Screen(text=str(text), rows=((stop_button(say), back), home_row(say)))


@word.register
def extension_sheet(outcome: ExtensionSheet, say: Say) -> Screen:
    """From when to when, and why, once more before anybody is told."""
    number = outcome.number
    parts = [str(say("response.stale"))] if outcome.stale else []
    parts.append(
        str(
            say(
                "response.extension_sheet",
                number=number,
                title=outcome.title,
                due_at=outcome.due_at,
                until_at=outcome.until_at,
                n=outcome.days,
                reason=clip(outcome.reason, _EXTENSION_UNITS),
            )
        )
    )
    sure = press("response.extend_sure", number, outcome.revision)
    other = press("response.extend", number)
    back = Button(label=label(say, "response.back"), press=press("motion", number))
    return Screen(
        text="\n\n".join(parts),
        rows=(
            (Button(label=label(say, "response.extend_sure"), press=sure),),
            (Button(label=label(say, "response.extend_other"), press=other),),
            (back, *home_row(say)),
        ),
    )


@word.register
def promise_reminded(outcome: PromiseReminded, say: Say) -> Screen:
    """The clock reads its own answers in the log only; kept in words all the same."""
    return Screen(text=str(say("response.promise_reminded", number=outcome.number)))


@word.register
def overdue_noted(outcome: OverdueNoted, say: Say) -> Screen:
    """The clock reads its own answers in the log only; kept in words all the same."""
    return Screen(text=str(say("response.overdue_noted", number=outcome.number)))
