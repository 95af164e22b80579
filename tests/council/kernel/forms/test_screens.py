"""The sheets of forms: every form has its words in both languages; the fullest fits a message."""

from dataclasses import replace

import pytest

from council.forms import FORMS
from council.kernel.forms.commands import FormSheet, Lead, Line, Phrase
from council.kernel.screens.parts import units_of
from council.kernel.screens.screen import TEXT_LIMIT
from council.kernel.screens.translator import LOCALES, Translator, catalog
from council.wordings import render

LONG = "𠮷" * 3000


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_has_its_words(form: str, locale: str):
    made, keys = FORMS[form], catalog(locale)
    wanted = {f"{made.words}.form.{form}", f"{made.words}.check", f"{made.words}.file"}
    wanted |= {f"{made.words}.field.{each.name}" for each in made.fields}
    wanted |= {f"{made.words}.ask.{each.name}" for each in made.fields if each.asked}

    missing = {
        stem for stem in wanted if not any(f"{key}.".startswith(f"{stem}.") for key in keys)
    }

    assert missing == set()


def sheet(**said: str) -> FormSheet:
    """A motion's form with these answers."""
    return FormSheet(
        form="motion",
        subject="1",
        words="motion",
        variant="",
        head={"number": 1},
        lines=tuple(Line(name=name, says=Phrase(text=text)) for name, text in said.items()),
        notes=(),
        asks="",
        hints=(),
        offered=(),
        columns=1,
        back="",
        changes=(),
        leads=(),
        revision=1,
    )


def test_short_answers_leave_their_room_to_a_long_one():
    text = render(
        sheet(title="停车难", legal_class="O-8", body="长" * 2_400), Translator("zh_CN")
    ).text

    assert "标题：停车难\n类别：O-8\n正文：" + "长" * 2_400 + "\n" in text


def test_long_answers_share_one_screen():
    text = render(
        sheet(title="题" * 3_000, legal_class="O-8", body="长" * 3_000), Translator("zh_CN")
    ).text

    assert (text.count("题") - 1, text.count("长")) == (1_247, 1_246)
    assert len(text) < TEXT_LIMIT


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
    assert units_of(render(SHEET, Translator(locale)).text) <= TEXT_LIMIT


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

    screen = render(sheet, Translator("zh_CN"))

    assert screen.text == (
        "<b>决议 2026-1：停车场</b>\n\n"
        "请输入对决议 2026-1 第 3 条异议的答复（5 到 1000 字），答复会公开。"
    )
    assert "« 决议 2026-1" in {button.label for row in screen.rows for button in row}
