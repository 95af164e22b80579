"""The sheets of forms: every form has its words in both languages."""

import pytest

from council.usecases.forms_table import FORMS
from council.wording.say import catalog


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
