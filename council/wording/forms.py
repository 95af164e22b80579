"""The sheet of a form: what is filled in, what is asked next with its buttons, or confirm.

A form's words stand in the catalogs under its ``words``, the most particular first:
``WORDS.form.FORM`` is the head, ``WORDS.field.FIELD`` a field's name, ``WORDS.ask.FIELD`` (``.FORM``,
``.VARIANT``) the question, ``WORDS.check`` what is said before filing, ``WORDS.file`` the button.
"""

from markupsafe import Markup, escape

from council.commands.forms import FormSheet, Line, Phrase
from council.domain.shortening import shortened
from council.wording.presses import press
from council.wording.proposal_texts import LABEL, clip, label
from council.wording.say import Say
from council.wording.screen import Button, Screen
from council.wording.word import home_row, plain_text, refusal, word

#: How many offers get a button; more are typed.
OFFERS = 24
#: UTF-16 units of one answer at least, and of all together, so that a form stays on one screen.
ANSWER, ANSWERS = 120, 2_500
#: Buttons of fields that may be changed, in a row.
CHANGES = 2


@word.register
def form_sheet(outcome: FormSheet, say: Say) -> Screen:
    """Word a form as it stands."""
    parts = []
    if outcome.problem is not None:
        parts.append(f"⚠️ {refusal(outcome.problem, say).text}")
    parts.append(str(say(f"{outcome.words}.form.{outcome.form}", **outcome.head)))
    if outcome.lines:
        limit = max(ANSWER, ANSWERS // len(outcome.lines))
        parts.append("\n".join(_line(each, outcome, say, limit) for each in outcome.lines))
    parts += [str(_said(each, say)) for each in outcome.notes]
    parts.append(_question(outcome, say))
    if outcome.hints:
        parts.append("\n".join(str(_said(each, say)) for each in outcome.hints))
    toast = plain_text(parts[0]) if outcome.problem is not None else ""
    screen = Screen(text="\n\n".join(parts), rows=_rows(outcome, say), toast=toast)
    return screen.begun_with(str(say("note.numbers_masked"))) if outcome.masked else screen


def _said(phrase: Phrase, say: Say, limit: int = ANSWERS) -> Markup:
    return say(phrase.key, **phrase.params) if phrase.key else escape(clip(phrase.text, limit))


def _line(line: Line, outcome: FormSheet, say: Say, limit: int) -> str:
    name = say(f"{outcome.words}.field.{line.name}")
    return str(say("form.line", field=name, text=_said(line.says, say, limit)))


def _most_particular(outcome: FormSheet, say: Say, what: str) -> str:
    """Find the key of something said: of this form and variant, of either, or of all."""
    stem = f"{outcome.words}.{what}"
    form, variant = outcome.form, outcome.variant
    for key in (f"{stem}.{form}.{variant}", f"{stem}.{form}", f"{stem}.{variant}"):
        if say.has(key):
            return key
    return stem


def _question(outcome: FormSheet, say: Say) -> str:
    what = f"ask.{outcome.asks}" if outcome.asks else "check"
    return str(say(_most_particular(outcome, say, what), **outcome.head))


def _rows(outcome: FormSheet, say: Say) -> tuple[tuple[Button, ...], ...]:
    of_it = (outcome.form, outcome.subject)
    revision = outcome.revision
    offers = [
        Button(
            label=shortened(_said(each.label, say).unescape(), LABEL),
            press=press("form.pick", *of_it, revision, each.code),
        )
        for each in outcome.offered[:OFFERS]
    ]
    rows = _laid_out(offers, outcome.columns)
    if not outcome.asks:
        file = Button(
            label=str(say(_most_particular(outcome, say, "file"), **outcome.head)),
            press=press("form.file", *of_it, revision),
        )
        rows.append((file,))
    changes = [
        Button(
            label=label(say, "form.change", field=str(say(f"{outcome.words}.field.{name}"))),
            press=press("form.ask", *of_it, revision, name),
        )
        for name in outcome.changes
    ]
    rows += _laid_out(changes, CHANGES)
    stop = Button(label=str(say("form.stop")), press=press("form.drop", *of_it))
    again = Button(label=str(say("form.again")), press=press("form.anew", *of_it))
    rows.append((again, stop))
    rows += [
        (Button(label=str(say(lead.key)), press=press(lead.verb, *lead.arguments)),)
        for lead in outcome.leads
    ]
    return (*rows, home_row(say))


def _laid_out(buttons: list[Button], columns: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[i : i + columns]) for i in range(0, len(buttons), columns)]
