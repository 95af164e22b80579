"""Every form has its words in both languages, and the fullest sheet fits a message."""

import pytest

from council.commands.forms import FormSheet, Line, Phrase
from council.usecases.forms import Form
from council.usecases.forms_table import FORMS
from council.wording import word
from council.wording.proposal_texts import units_of
from council.wording.say import LOCALES, Say, catalog
from council.wording.screen import TEXT_LIMIT


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("locale", LOCALES)
def test_every_form_and_field_has_its_words(form: Form, locale: str):
    known = catalog(locale)
    wanted = {f"{form.words}.form.{form.name}"}
    wanted |= {f"{form.words}.field.{each.name}" for each in form.fields}
    questions = [f"{form.words}.ask.{each.name}" for each in form.fields if each.asked]
    questions += [f"{form.words}.check", f"{form.words}.file"]

    unasked = [
        key for key in questions if not any(each.startswith((f"{key}.", key)) for each in known)
    ]

    assert wanted - known.keys() == set()
    assert unasked == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_fullest_sheet_of_a_long_text_fits_a_message(locale: str):
    long = "𠮷" * 3000
    sheet = FormSheet(
        form="consult",
        subject="1-report",
        words="consultation",
        variant="report",
        head={"number": 1, "title": long[:60], "step_key": "consultation.step.report"},
        lines=(Line(name="text", says=Phrase(text=long)),),
        notes=(),
        asks="photo",
        hints=(),
        offered=(),
        columns=1,
        back="",
        changes=(),
        leads=(),
        revision=1,
    )

    assert units_of(word(sheet, Say(locale)).text) <= TEXT_LIMIT
