"""Sheets of forms in words: the fullest fits a message; every form has its words in both languages."""

from dataclasses import replace

import pytest

from council.commands.forms import FormSheet, Lead, Line, Phrase
from council.usecases.forms import Form
from council.usecases.forms_table import FORMS
from council.wording import word
from council.wording.proposal_texts import units_of
from council.wording.say import LOCALES, Say, catalog
from council.wording.screen import TEXT_LIMIT

LONG = "𠮷" * 3000


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


SHEET = FormSheet(
    form="consult",
    subject="1-report",
    words="consultation",
    variant="report",
    head={"number": 1, "title": LONG[:60], "step_key": "consultation.step.report"},
    lines=(Line(name="text", says=Phrase(text=LONG)),),
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


@pytest.mark.parametrize("locale", LOCALES)
def test_the_fullest_sheet_of_a_long_text_fits_a_message(locale: str):
    assert units_of(word(SHEET, Say(locale)).text) <= TEXT_LIMIT


def test_a_question_and_a_button_that_leads_away_name_what_the_head_names():
    sheet = replace(
        SHEET,
        form="objection_answer",
        words="resolution",
        head={"number": "2026-1", "title": "停车场", "objection": 3},
        lines=(),
        asks="answer",
        leads=(Lead(key="resolution.button.back", verb="resolution.show", arguments=("2026-1",)),),
    )

    screen = word(sheet, Say("zh_CN"))

    assert screen.text == (
        "<b>决议 2026-1：停车场</b>\n\n"
        "请输入对决议 2026-1 第 3 条异议的答复（5 到 1000 字），答复会公开。"
    )
    assert "« 决议 2026-1" in {button.label for row in screen.rows for button in row}
