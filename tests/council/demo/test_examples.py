"""What the demo writes for a visitor, for fields that are there."""

import pytest

from council.demo.examples import DAYS, WORDS, example
from council.forms import FORMS

NOON = 1_769_745_600  # 30 January 2026, 12:00 in Shanghai


@pytest.mark.parametrize(("form", "field"), [*WORDS, *DAYS])
def test_every_example_is_for_a_field_that_is_asked_for(form: str, field: str):
    assert field in {each.name for each in FORMS[form].fields}


def test_days_are_counted_from_the_demos_own():
    assert [
        example("single", "when", now=NOON),
        example("task_plan", "due", now=NOON),
        example("pledge", "amount", now=NOON),
        example("pledge", "nothing", now=NOON),
    ] == ["2026-02-07 19:30", "2026-02-13", "200", ""]
