"""The sheet of a form: what is filled in, what is asked next with its buttons, or confirm.

A form's words stand in the catalogs under its ``words``, the most particular first:
``WORDS.form.FORM`` is the head (or ``.FORM.VARIANT``), ``WORDS.field.FIELD`` a field's name,
``WORDS.ask.FIELD`` the question (either with ``.FORM``, ``.VARIANT``; ``.again`` where an answer is
there already), ``WORDS.check`` what is said before filing, ``WORDS.file`` the button.
"""

from dataclasses import replace

from markupsafe import Markup, escape

from council.kernel.forms.commands import FormKept, FormOver, FormSheet, Lead, Line, Phrase
from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import LABEL, clip, label, units_of
from council.kernel.screens.render import home_row, plain_text, refusal, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.kernel.shortening import shortened

#: How many offers get a button; more are typed.
OFFERS = 24
#: UTF-16 units of one answer at least, and of all together, so that a form stays on one screen.
ANSWER, ANSWERS = 120, 2_500
#: UTF-16 units of words that were refused, and are said again.
TYPED = 1_000
#: Buttons of fields that may be changed, in a row.
CHANGES = 2


@render.register
def form_sheet(outcome: FormSheet, say: Translator) -> Screen:
    """Word a form as it stands."""
    parts = []
    if outcome.problem is not None:
        parts.append(f"⚠️ {refusal(outcome.problem, say).text}")
        parts += _typed(outcome.typed, say)
    parts.append(str(say(_most_particular(outcome, say, "form"), **outcome.head)))
    if outcome.resumed:
        parts.append(str(say("form.resumed")))
    if outcome.lines:
        limit = _room(outcome, say)
        parts.append("\n".join(_line(each, outcome, say, limit) for each in outcome.lines))
    parts += [str(_said(each, say)) for each in outcome.notes]
    parts.append(_question(outcome, say))
    if outcome.hints:
        parts.append("\n".join(str(_said(each, say)) for each in outcome.hints))
    toast = plain_text(parts[0]) if outcome.problem is not None else ""
    screen = Screen(
        text="\n\n".join(parts),
        rows=_rows(outcome, say),
        toast=toast,
        brief=_brief(outcome, say),
        whole=not outcome.asks,
    )
    return screen.begun_with(str(say("note.numbers_masked"))) if outcome.masked else screen


@render.register
def form_over(outcome: FormOver, say: Translator) -> Screen:
    """Tell why what was typed was not used."""
    parts = [refusal(outcome.problem, say).text, str(say("form.over"))]
    parts += _typed(outcome.typed, say)
    return Screen(text="\n\n".join(parts), rows=(home_row(say),))


@render.register
def form_kept(outcome: FormKept, say: Translator) -> Screen:
    """Nothing is lost: go on, or throw it away."""
    of_it = outcome.form, outcome.subject
    go_on = Button(label=str(say("form.go_on")), press=press("form.start", *of_it))
    gone = Button(label=str(say("form.gone")), press=press("form.drop", *of_it, 1))
    text = str(say("form.kept", n=outcome.length))
    return Screen(text=text, rows=((go_on,), (gone,), home_row(say)))


def _typed(text: str, say: Translator) -> list[str]:
    """Say what was refused once more, so that it can be copied and mended."""
    return [str(say("form.typed", text=clip(text, TYPED)))] if text.strip() else []


def _brief(outcome: FormSheet, say: Translator) -> str:
    """Say what elder mode needs of a form: what is asked, and what is wrong."""
    if not outcome.asks:
        return ""
    parts = []
    if outcome.problem is not None:
        parts.append(f"⚠️ {refusal(outcome.problem, say).text}")
        parts += _typed(outcome.typed, say)
    parts.append(_question(outcome, say))
    return "\n\n".join(parts)


def _said(phrase: Phrase, say: Translator, limit: int = ANSWERS) -> Markup:
    return say(phrase.key, **phrase.params) if phrase.key else escape(clip(phrase.text, limit))


def _room(outcome: FormSheet, say: Translator) -> int:
    """Tell how long an answer may be: what short answers leave is for the long ones."""
    left = limit = ANSWERS - units_of(clip(outcome.typed, TYPED))
    lengths = sorted(units_of(str(_said(line.says, say))) for line in outcome.lines)
    for i, length in enumerate(lengths):
        limit = left // (len(lengths) - i)
        if length > limit:
            break
        left -= length
    return max(ANSWER, limit)


def _line(line: Line, outcome: FormSheet, say: Translator, limit: int) -> str:
    name = _name(line.name, outcome, say)
    return str(say("form.line", field=name, text=_said(line.says, say, limit)))


def _name(field: str, outcome: FormSheet, say: Translator) -> str:
    return str(say(_most_particular(outcome, say, f"field.{field}")))


def _most_particular(outcome: FormSheet, say: Translator, what: str) -> str:
    """Find the key of something said: of this form and variant, of either, or of all."""
    stem = f"{outcome.words}.{what}"
    form, variant = outcome.form, outcome.variant
    for key in (f"{stem}.{form}.{variant}", f"{stem}.{form}", f"{stem}.{variant}"):
        if say.has(key):
            return key
    return stem


def _question(outcome: FormSheet, say: Translator) -> str:
    """Ask for a field, or for a last look; either may name what the head names."""
    what = f"ask.{outcome.asks}" if outcome.asks else "check"
    again = f"{outcome.words}.{what}.again"
    if outcome.asks in {line.name for line in outcome.lines} and say.has(again):
        return str(say(again, **outcome.head))
    return str(say(_most_particular(outcome, say, what), **outcome.head))


def _rows(outcome: FormSheet, say: Translator) -> tuple[tuple[Button, ...], ...]:
    of_it = (outcome.form, outcome.subject)
    revision = outcome.revision
    offers = [
        Button(
            label=shortened(_said(each.label, say).unescape(), LABEL),
            press=press("form.pick", *of_it, revision, each.code),
            keep=True,
        )
        for each in outcome.offered[:OFFERS]
    ]
    rows = _laid_out(offers, outcome.columns)
    if not outcome.asks:
        rows += [(_lead(lead, outcome, say),) for lead in outcome.leads if lead.instead]
        file = Button(
            label=str(say(_most_particular(outcome, say, "file"), **outcome.head)),
            press=press("form.file", *of_it, revision),
            keep=True,
        )
        rows.append((file,))
    changes = [
        Button(
            label=label(say, "form.change", field=_name(name, outcome, say)),
            press=press("form.ask", *of_it, revision, name),
        )
        for name in outcome.changes
    ]
    rows += _laid_out(changes, CHANGES)
    stop = replace(_button("form.stop", say, "form.drop", *of_it), keep=True)
    rows.append((*_other_ways(outcome, say), stop))
    rows += [(_lead(lead, outcome, say),) for lead in outcome.leads if not lead.instead]
    return (*rows, home_row(say))


def _lead(lead: Lead, outcome: FormSheet, say: Translator) -> Button:
    """Lead away; the label may name what the head names, and what is its own."""
    named = {**outcome.head, **lead.params}
    return Button(label=label(say, lead.key, **named), press=press(lead.verb, *lead.arguments))


def _other_ways(outcome: FormSheet, say: Translator) -> tuple[Button, ...]:
    """Lead back while something is asked, and to the beginning once all is there or found again."""
    of_it = (outcome.form, outcome.subject)
    again = (
        ()
        if outcome.asks and not outcome.resumed
        else (_button("form.again", say, "form.anew", *of_it),)
    )
    if outcome.back:
        back = _button("form.back", say, "form.ask", *of_it, outcome.revision, outcome.back)
        return (back, *again)
    return again


def _button(key: str, say: Translator, verb: str, *arguments: str | int) -> Button:
    return Button(label=str(say(key)), press=press(verb, *arguments))


def _laid_out(buttons: list[Button], columns: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[i : i + columns]) for i in range(0, len(buttons), columns)]
