"""Statements 意见征集: their screens in both bots."""

from council.kernel.acts.moves import opened
from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_rows
from council.kernel.screens.parts import Rows, hand_rows, label, page_row
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.motions.opinions.screens import opinion_lines
from council.motions.screens import foot
from council.statements.commands import (
    CollectionView,
    OwnAnswers,
    PictureView,
    StatementCard,
    StatementWritten,
    WaitingStatement,
)

#: How many statements of each kind the picture's screen tells.
_ALL = 5
#: Where the labels of buttons stand.
_WORDS = "statements.button"
_ANSWERS = ("agree", "disagree", "unsure")


@render.register
def collection(outcome: CollectionView, say: Translator) -> Screen:
    """Where it stands, what this person can do; and the picture once it is closed."""
    said = say(outcome.said) if outcome.said else ""
    parts = [str(said)] if said else []
    parts += [_head(outcome.motion, outcome.title, say), opinion_lines(outcome.told, say)]
    parts.append(str(say("statements.asked", n=outcome.accepted)))
    if outcome.bot == "staff" and outcome.waiting:
        late = "statements.not_judged" if outcome.told.state == "closed" else "statements.waiting"
        parts.append(str(say(late, n=outcome.waiting)))
    if outcome.bot == "resident" and outcome.told.state == "open":
        parts.append(str(say("statements.own", answered=outcome.answered, n=outcome.accepted)))
        parts.append(str(say("statements.nobody_sees")))
    rows = move_rows(outcome.may, say, _WORDS)
    if outcome.bot == "resident" and opened(outcome.may, "answer"):
        rows += _in_hand(outcome.motion, say)
    if outcome.bot == "resident" and outcome.answered:
        rows.append((_button(say, "mine", "statements.mine", outcome.motion, 1),))
    if outcome.told.state == "closed" and outcome.told.shown:
        rows.append((_button(say, "picture", "statements.picture", outcome.motion),))
    rows.append((_to_motion(outcome.motion, say),))
    toast = say(outcome.said).striptags() if outcome.said else ""
    return Screen(text="\n\n".join(parts), rows=(*rows, foot(outcome.bot, say)), toast=toast)


@render.register
def statement_card(outcome: StatementCard, say: Translator) -> Screen:
    """One statement with its three answers."""
    said = str(say(outcome.said)) if outcome.said else ""
    of_it = {"left": outcome.left, "n": outcome.total}
    parts = [
        str(say("statements.card.head", motion=outcome.motion, **of_it)),
        str(say("statements.card.text", text=outcome.text)),
    ]
    if outcome.answer:
        parts.append(str(say("statements.card.yours", answer=say(f"answer.{outcome.answer}"))))
    of_it_pressed = (outcome.motion, outcome.number)
    answers = tuple(
        Button(
            label=str(say(f"answer.button.{each}")),
            press=press("statements.answer", *of_it_pressed, each),
        )
        for each in _ANSWERS
    )
    rows = [answers]
    if not outcome.answer:
        rows.append((_button(say, "later", "statements.answer", *of_it_pressed, "later"),))
    else:
        rows.append((_button(say, "on", "statements.next", outcome.motion),))
    if outcome.back:
        rows.append((_button(say, "back", "statements.one", outcome.motion, outcome.back),))
    rows += move_rows(opened(outcome.may, "write"), say, _WORDS)
    rows += _in_hand(outcome.motion, say)
    rows.append((_button(say, "open", "statements", outcome.motion), *home_row(say)))
    return Screen(text="\n\n".join(parts), rows=tuple(rows), toast=said)


@render.register
def own_answers(outcome: OwnAnswers, say: Translator) -> Screen:
    """A page of one's own answers; each can be changed."""
    if not outcome.lines:
        back = (_button(say, "open", "statements", outcome.motion), *home_row(say))
        return Screen(text=str(say("statements.mine.none")), rows=(back,))
    lines = [str(say("statements.mine", n=outcome.total))]
    rows = []
    for each in outcome.lines:
        said = say(f"answer.{each.answer}")
        lines.append(str(say("statements.mine.line", text=each.text, answer=said)))
        change = label(say, "statements.button.change", text=each.text)
        data = press("statements.one", outcome.motion, each.number)
        rows.append((Button(label=change, press=data),))
    turning = page_row(say, "statements.mine", outcome.page, outcome.pages, outcome.motion)
    back = (_button(say, "open", "statements", outcome.motion), *home_row(say))
    return Screen(text="\n\n".join(lines), rows=(*rows, *turning, back))


@render.register
def waiting(outcome: WaitingStatement, say: Translator) -> Screen:
    """A statement to be judged, with what resembles it."""
    parts = [str(say(outcome.said))] if outcome.said else []
    parts.append(
        str(say("statements.desk", motion=outcome.motion, n=outcome.waiting, text=outcome.text))
    )
    if outcome.similar:
        parts.append(str(say("statements.alike")))
        parts += [str(say("statements.similar", text=each.text)) for each in outcome.similar]
    back = _button(say, "open", "statements", outcome.motion)
    toast = say(outcome.said).striptags() if outcome.said else ""
    rows = move_rows(outcome.may, say, _WORDS, wide=2)
    return Screen(text="\n\n".join(parts), rows=(*rows, (back,), foot("staff", say)), toast=toast)


@render.register
def statement_written(outcome: StatementWritten, say: Translator) -> Screen:
    """It waits to be judged."""
    text = say("statements.written", text=outcome.text, n=outcome.left)
    rows = move_rows(outcome.may, say, _WORDS)
    rows.append((_button(say, "open", "statements", outcome.motion), *home_row(say)))
    return Screen(text=str(text), rows=tuple(rows))


@render.register
def picture(outcome: PictureView, say: Translator) -> Screen:
    """What nearly all share, then what divides: the chair opens the item with it."""
    parts = [
        _head(outcome.motion, outcome.title, say),
        opinion_lines(outcome.told, say, few=_ALL),
    ]
    if outcome.told.shown and not (outcome.told.shared or outcome.told.divides):
        parts.append(str(say("statements.nothing_stands_out")))
    page = say.page(f"/motions/{outcome.motion}/statements")
    if page:
        parts.append(str(say("statements.page", address=page)))
    rows = ((_to_motion(outcome.motion, say),), foot(outcome.bot, say))
    return Screen(text="\n\n".join(parts), rows=rows)


def _head(motion: int, title: str, say: Translator) -> str:
    return str(say("statements.head", number=motion, title=title))


def _to_motion(motion: int, say: Translator) -> Button:
    said = label(say, "statements.button.motion", number=motion)
    return Button(label=said, press=press("motion", motion))


def _in_hand(motion: int, say: Translator) -> Rows:
    return hand_rows(say, f"/statements/{motion}", "hand.open.statements")


def _button(say: Translator, key: str, verb: str, *arguments: str | int) -> Button:
    return Button(label=label(say, f"{_WORDS}.{key}"), press=press(verb, *arguments))
