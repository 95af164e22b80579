"""Resolutions 决议: their screens in both bots."""

from council.kernel.acts.moves import opened
from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_rows
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, plain_text, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.motions.votes.screens import sentences
from council.resolutions.commands import Objection, ResolutionView, Task
from council.resolutions.reads import (
    ObjectionList,
    PublicationCheck,
    ResolutionList,
    ResolutionText,
)
from council.resolutions.sentence import sentence_params, sentence_rule

#: UTF-16 units of a body on the first screen; all of it is a button away.
EXCERPT = 700
#: UTF-16 units of a body where it is the matter of the screen.
WHOLE = 2_900
#: UTF-16 units of an objection, and of its answer.
QUOTED = 1_300
#: UTF-16 units of a reason or of a look back.
REASON = 250


def _button(
    say: Translator, key: str, verb: str, *arguments: str | int, **params: str | int
) -> Button:
    text = label(say, f"resolution.button.{key}", **params)
    return Button(label=text, press=press(verb, *arguments))


def _back(say: Translator, number: str) -> tuple[Button, ...]:
    return (_button(say, "back", "resolution.show", number, number=number), *home_row(say))


def sentence(outcome: ResolutionView, say: Translator) -> str:
    """The one sentence with every denominator, or one for each measure of a meeting's vote."""
    if outcome.vote is not None:
        return sentences(outcome.vote.vote, say)
    assert outcome.result is not None, "a resolution rests on a poll or on a vote"
    key = f"resolution.sentence.{sentence_rule(outcome.result)}"
    return str(say(key, **sentence_params(outcome.result)))


@render.register
def resolution(outcome: ResolutionView, say: Translator) -> Screen:
    """A resolution: what was decided, by how many of how many, until when, and what is done."""
    parts = []
    note = f"resolution.just.{outcome.just}"
    said = str(say(note, number=outcome.number)) if outcome.just else ""
    if said:
        parts.append(said)
    state = say(f"state.resolution.{outcome.state}")
    parts += [
        str(say("resolution.head", number=outcome.number, title=outcome.title, state=state)),
        str(say("resolution.body", body=clip(outcome.body, EXCERPT))),
        sentence(outcome, say),
        *_amount(outcome, say),
        "\n".join(_dates(outcome, say)),
    ]
    if outcome.tasks:
        parts.append("\n".join(_tasks(outcome, say)))
    if outcome.objections:
        answered = sum(1 for each in outcome.objections if each.answered_at)
        parts.append(
            str(say("resolution.objections", n=len(outcome.objections), answered=answered))
        )
    parts += _afterwards(outcome, say)
    return Screen(
        text="\n\n".join(parts),
        rows=(*_rows(outcome, say), (_button(say, "list", "resolutions"), *home_row(say))),
        toast=plain_text(said),
    )


def _afterwards(outcome: ResolutionView, say: Translator) -> list[str]:
    """Say what corrects it, what it corrects, and the looks back."""
    lines = []
    for key, several in (
        ("corrected_by", outcome.corrected_by),
        ("corrects", outcome.corrects),
    ):
        lines += [
            str(
                say(
                    f"resolution.{key}",
                    number=each.number,
                    title=each.title,
                    reason=clip(each.reason, REASON),
                    why_key=f"resolution.honest.{int(each.honest)}",
                )
            )
            for each in several
        ]
    for review in outcome.reviews[-1:]:
        if review.held_at:
            body = clip(review.body, REASON)
            on, score = review.held_at, review.score
            lines.append(str(say("resolution.reviewed", held_on=on, score=score, body=body)))
        else:
            lines.append(str(say("resolution.review_due", due_on=review.due_at)))
    return lines


def _amount(outcome: ResolutionView, say: Translator) -> list[str]:
    """How much may be spent on it, where that was said."""
    fen = outcome.approved_fen
    return [str(say("resolution.approved", amount_fen=fen))] if fen else []


def _dates(outcome: ResolutionView, say: Translator) -> list[str]:
    if outcome.vote is None:
        source = say("resolution.source", poll=outcome.poll, row=outcome.legal_class)
    else:
        meeting, motion = outcome.vote.meeting, outcome.motion
        source = say(
            "resolution.source_vote", motion=motion, meeting=meeting, row=outcome.legal_class
        )
    lines = [str(source)]
    if outcome.published_at and not outcome.challenge_until:
        on, until = outcome.published_at, outcome.posted_until
        lines.append(str(say("resolution.published_vote", published_on=on, until_on=until)))
    elif outcome.published_at:
        lines.append(
            str(
                say(
                    "resolution.published",
                    published_on=outcome.published_at,
                    until_on=outcome.posted_until,
                    challenge_on=outcome.challenge_until,
                )
            )
        )
    else:
        lines.append(str(say("resolution.unpublished", by_at=outcome.publish_by)))
    if outcome.drafted_by:
        lines.append(str(say("resolution.drafter", name=outcome.drafted_by)))
    if outcome.published_by:
        lines.append(str(say("resolution.publisher", name=outcome.published_by)))
    if outcome.fulfilled_at:
        lines.append(str(say("resolution.fulfilled", fulfilled_on=outcome.fulfilled_at)))
    if outcome.repealed_at:
        later, on = outcome.repealed_by, outcome.repealed_at
        lines.append(str(say("resolution.repealed", later=later, repealed_on=on)))
    return lines


def _tasks(outcome: ResolutionView, say: Translator) -> list[str]:
    done = sum(1 for task in outcome.tasks if task.done_at)
    lines = [str(say("resolution.tasks", done=done, n=len(outcome.tasks)))]
    return lines + [_task(task, say) for task in outcome.tasks]


def _task(task: Task, say: Translator) -> str:
    named: dict[str, str | int] = {"place": task.position, "title": task.title}
    if task.done_at:
        return str(say("resolution.task.done", **named, done_on=task.done_at))
    if task.reported_at:
        return str(say("resolution.task.reported", **named))
    line = str(say("resolution.task.open", **named))
    if task.progress:
        line += f" {say('task.percent', percent=task.progress)}"
    if task.due_at:
        line += f" {say('resolution.task.due', due_on=task.due_at)}"
    return line


def _rows(outcome: ResolutionView, say: Translator) -> list[tuple[Button, ...]]:
    number, words = outcome.number, "resolution.button"
    rows = move_rows(opened(outcome.moves, "publish"), say, words)
    rows += move_rows(opened(outcome.moves, "title", "body", "amount"), say, words, wide=3)
    for task in outcome.tasks:
        rows += move_rows(task.moves, say, words, place=task.position, title=task.title)
    rows += [
        (_button(say, "task", "resolution.task", number, at, place=at, title=task.title),)
        for task in outcome.tasks
        for at in (task.position,)
        if not task.done_at or task.progress
    ]
    rows += move_rows(opened(outcome.moves, "fulfil", "tasks", "object"), say, words)
    read = [_button(say, "text", "resolution.text", number)]
    if outcome.objections:
        count = len(outcome.objections)
        read.append(_button(say, "objections", "resolution.objections", number, count=count))
    last = opened(outcome.moves, "plan_review", "review", "correct", "repeal")
    return [*rows, tuple(read), *move_rows(last, say, words)]


@render.register
def resolution_text(outcome: ResolutionText, say: Translator) -> Screen:
    """The whole text."""
    text = say(
        "resolution.text",
        number=outcome.number,
        title=outcome.title,
        body=clip(outcome.body, WHOLE),
    )
    return Screen(text=str(text), rows=(_back(say, outcome.number),))


@render.register
def publication_check(outcome: PublicationCheck, say: Translator) -> Screen:
    """The last look of the second person: the whole text, the figures, what publishing does."""
    view = outcome.view
    certify = "certified" if view.poll_state == "certified" else "certify"
    certify = certify if view.vote is None else "minutes"
    parts = (
        str(say("resolution.confirm", number=view.number)),
        str(
            say(
                "resolution.text",
                number=view.number,
                title=view.title,
                body=clip(view.body, WHOLE),
            )
        ),
        sentence(view, say),
        *_amount(view, say),
        str(say(f"resolution.confirm.{certify}", poll=view.poll)),
    )
    publish = _button(say, "publish_now", "resolution.publish", view.number, view.seal)
    return Screen(text="\n\n".join(parts), rows=((publish,), _back(say, view.number)))


@render.register
def objection_list(outcome: ObjectionList, say: Translator) -> Screen:
    """One objection a screen, with its answer, so that both are read whole."""
    number, several = outcome.number, outcome.objections
    parts = [str(say("resolution.objections.title", number=number, title=outcome.title))]
    rows: list[tuple[Button, ...]] = []
    if several:
        here = several[outcome.page - 1]
        parts += _objection(here, len(several), say)
        turns = []
        if outcome.page > 1:
            before = outcome.page - 1
            turns.append(_button(say, "page_back", "resolution.objections", number, before))
        if outcome.page < len(several):
            after = outcome.page + 1
            turns.append(_button(say, "page_on", "resolution.objections", number, after))
        if outcome.may_answer and not here.answered_at:
            objection = f"{number}-{here.number}"
            rows.append((_button(say, "answer", "form.start", "objection_answer", objection),))
        if turns:
            rows.append(tuple(turns))
    else:
        parts.append(str(say("resolution.objections.none")))
    if outcome.may_object:
        rows.append((_button(say, "object", "form.start", "objection", number),))
    return Screen(text="\n\n".join(parts), rows=(*rows, _back(say, number)))


def _objection(each: Objection, count: int, say: Translator) -> list[str]:
    raised = say(
        "resolution.objection.mine" if each.mine else "resolution.objection",
        place=each.number,
        n=count,
        name=each.name,
        raised_at=each.raised_at,
        body=clip(each.body, QUOTED),
    )
    if not each.answered_at:
        return [str(raised), str(say("resolution.objection.waiting"))]
    answer = clip(each.answer, QUOTED)
    said = say("resolution.objection.answer", answered_at=each.answered_at, answer=answer)
    return [str(raised), str(said)]


@render.register
def resolution_list(outcome: ResolutionList, say: Translator) -> Screen:
    """Resolutions, newest first, one button each."""
    if not outcome.lines:
        return Screen(text=str(say("resolution.list.none")), rows=(home_row(say),))
    parts = [str(say("resolution.list"))]
    rows: list[tuple[Button, ...]] = []
    for line in outcome.lines:
        state = say(f"state.resolution.{line.state}")
        parts.append(
            str(
                say(
                    "resolution.line",
                    number=line.number,
                    title=line.title,
                    state=state,
                    since_on=line.on,
                )
            )
        )
        open_it = _button(
            say, "open", "resolution.show", line.number, number=line.number, title=line.title
        )
        rows.append((open_it,))
    turns = []
    if outcome.page > 1:
        turns.append(_button(say, "page_back", "resolutions", outcome.page - 1))
    if outcome.page < outcome.pages:
        turns.append(_button(say, "page_on", "resolutions", outcome.page + 1))
    if turns:
        rows.append(tuple(turns))
    return Screen(text="\n\n".join(parts), rows=(*rows, home_row(say)))
