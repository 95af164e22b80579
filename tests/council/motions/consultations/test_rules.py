"""The steps of a consultation: which follow which, and how they move with the motion."""

import pytest

from council.kernel.refusals import Refusal
from council.motions.consultations.rules import CONSULTATION, check_step, read_text, steps_from


@pytest.mark.parametrize(
    ("state", "motion_state", "steps"),
    [
        ("", "announced", ()),
        ("", "deliberated", ("agree", "dissent", "refer")),
        ("", "carried", ()),
        ("outcome", "carried", ("dissent", "implement")),
        ("implementing", "carried", ("dissent", "report")),
        ("reported", "carried", ("dissent", "close")),
        ("disagreement_open", "deliberated", ("settle", "refer", "close")),
        ("disagreement_open", "adjourned", ()),
        ("disagreement_open", "put", ()),
        ("closed", "carried", ()),
        ("referred", "referred", ()),
    ],
)
def test_which_steps_can_be_taken(state: str, motion_state: str, steps: tuple[str, ...]):
    assert steps_from(state=state, motion_state=motion_state, consensus=True) == steps


def test_a_class_that_is_counted_has_no_outcome_of_a_consultation():
    refused = check_step("agree", state="", motion_state="deliberated", consensus=False)

    assert refused == Refusal("consultation.counted_class")


def test_every_state_of_the_workflow_is_in_the_table():
    assert set(CONSULTATION.states) == {
        "deliberated",
        "outcome",
        "disagreement_open",
        "referred",
        "implementing",
        "reported",
        "closed",
    }


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("  每户轮流值班。 ", "每户轮流值班。"),
        ("同意", Refusal("consultation.text_short", {"least": 5})),
        ("长" * 1001, Refusal("consultation.text_long", {"length": 1001, "limit": 1000})),
    ],
)
def test_a_step_says_enough_and_not_too_much(text: str, read: str | Refusal):
    assert read_text(text) == read
