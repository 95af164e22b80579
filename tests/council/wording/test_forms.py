"""The sheets of forms: every form has its words in both languages; a long answer has room."""

import pytest

from council.commands.forms import FormSheet, Line, Phrase
from council.usecases.forms_table import FORMS
from council.wording import word
from council.wording.say import Say, catalog
from council.wording.screen import TEXT_LIMIT


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
    text = word(sheet(title="停车难", legal_class="O-8", body="长" * 2_400), Say("zh_CN")).text

    assert "标题：停车难\n类别：O-8\n正文：" + "长" * 2_400 + "\n" in text


def test_long_answers_share_one_screen():
    text = word(sheet(title="题" * 3_000, legal_class="O-8", body="长" * 3_000), Say("zh_CN")).text

    assert (text.count("题") - 1, text.count("长")) == (1_247, 1_246)
    assert len(text) < TEXT_LIMIT
