"""Writing an answer step by step on a sheet: decision, reason, cost, person, date, confirm."""

from typing import Any
from zoneinfo import ZoneInfo

from council.commands.motions import MotionView
from council.commands.responses import AnswerMotion, AnswerSheet, FileAnswer, FillAnswer
from council.domain.deadlines import local_date
from council.domain.refusals import Refusal, refuse
from council.domain.responses import (
    RESPONSE,
    may_skip,
    next_step,
    read_cost,
    read_decision,
    read_done_by,
    read_reason,
    read_responsible,
)
from council.domain.values import Person
from council.reads.motions import motion_view
from council.storage import drafts
from council.storage.drafts import Draft
from council.storage.motions import Motion
from council.storage.transaction import Transaction
from council.usecases.responses import addressed, answer
from council.usecases.table import UseCases

KIND = "answer"
_EMPTY: dict[str, Any] = {
    "decision": "",
    "reason": "",
    "cost_fen": -1,
    "responsible": "",
    "done_by": "",
    "done": [],
}
#: Steps that a typed message fills; the decision is a button.
_TYPED = ("reason", "cost", "responsible", "date")
_COLUMN = {"reason": "reason", "cost": "cost_fen", "responsible": "responsible", "date": "done_by"}


def fill(tx: Transaction, who: Person, command: FillAnswer) -> AnswerSheet | Refusal:
    """Begin a sheet or take one step; an old sheet's button only shows the new one."""
    found = addressed(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    motion, row = found
    refusal = RESPONSE.after("answer", row.state)
    if isinstance(refusal, Refusal):
        return refusal
    draft = drafts.load(tx, who, "staff", KIND, str(motion.number))
    begun = draft is not None and "decision" in draft.content
    if draft is None or not begun or not command.field:
        content = draft.content if draft is not None and begun else _EMPTY
        return sheet(motion, _save(tx, who, motion, content), stale=bool(command.field))
    if command.revision and command.revision != draft.revision:
        return sheet(motion, draft, stale=True)
    filled = _step(tx, who, draft, command)
    if isinstance(filled, Refusal):
        return filled
    return sheet(motion, _save(tx, who, motion, filled))


def _step(
    tx: Transaction, who: Person, draft: Draft, command: FillAnswer
) -> dict[str, Any] | Refusal:
    """The content after one step, or why the step cannot be taken."""
    content, field = draft.content, command.field
    if field == "decision":
        decision = read_decision(command.text)
        if isinstance(decision, Refusal):
            return decision
        return {**_EMPTY, "decision": decision}
    decision = content["decision"]
    if field == "again":
        if command.text == "decision":
            return {**content, "decision": "", "done": []}
        return {**content, "done": [step for step in content["done"] if step != command.text]}
    if field == "skip":
        field = next_step(decision, tuple(content["done"]))
        if not may_skip(decision, field):
            return refuse("response.not_skippable")
        blank = _EMPTY[_COLUMN[field]]
        return {**content, _COLUMN[field]: blank, "done": [*content["done"], field]}
    if field not in _TYPED or field != next_step(decision, tuple(content["done"])):
        return refuse("response.not_awaited")
    today = local_date(tx.now, ZoneInfo(who.timezone))
    read: str | int | Refusal
    match field:
        case "reason":
            read = read_reason(command.text)
        case "cost":
            read = read_cost(command.text)
        case "responsible":
            read = read_responsible(command.text)
        case _:
            read = read_done_by(command.text, today=today)
    if isinstance(read, Refusal):
        return read
    return {**content, _COLUMN[field]: read, "done": [*content["done"], field]}


def file(tx: Transaction, who: Person, command: FileAnswer) -> MotionView | AnswerSheet | Refusal:
    """Give the answer; a second tap shows the answered motion again."""
    found = addressed(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    motion, row = found
    if row.state == "answered":
        return motion_view(tx, who, motion.number, "staff", said="response.said.answered_already")
    draft = drafts.load(tx, who, "staff", KIND, str(motion.number))
    if draft is None or "decision" not in draft.content:
        return refuse("response.no_sheet")
    shown = sheet(motion, draft, stale=True)
    if draft.revision != command.revision or shown.step != "confirm":
        return shown
    given = AnswerMotion(
        actor=command.actor,
        number=motion.number,
        decision=shown.decision,
        reason=shown.reason,
        cost_fen=None if shown.cost_fen < 0 else shown.cost_fen,
        responsible=shown.responsible,
        done_by=shown.done_by,
    )
    outcome = answer(tx, who, given)
    drafts.clear(tx, who, "staff", KIND, str(motion.number))
    return outcome


def _save(tx: Transaction, who: Person, motion: Motion, content: dict[str, Any]) -> Draft:
    """Keep the sheet; it waits for a message when the next step is typed."""
    step = next_step(content["decision"], tuple(content["done"]))
    return drafts.save(
        tx,
        who,
        bot="staff",
        kind=KIND,
        subject=str(motion.number),
        content=content,
        awaits=step if step in _TYPED else "",
    )


def sheet(motion: Motion, draft: Draft, *, stale: bool = False) -> AnswerSheet:
    """The sheet that a draft row holds."""
    content = draft.content
    done = tuple(content["done"])
    step = next_step(content["decision"], done)
    return AnswerSheet(
        number=motion.number,
        title=motion.title,
        revision=draft.revision,
        decision=content["decision"],
        reason=content["reason"],
        cost_fen=content["cost_fen"],
        responsible=content["responsible"],
        done_by=content["done_by"],
        done=done,
        step=step,
        may_skip=may_skip(content["decision"], step),
        stale=stale,
    )


ANSWERING: UseCases = {FillAnswer: fill, FileAnswer: file}
