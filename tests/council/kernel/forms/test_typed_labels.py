"""Who types what a button says is taken to press it; words of one's own stay words."""

import pytest

from council.kernel.forms.commands import DraftDiscarded
from council.kernel.screens.translator import Translator
from council.wordings import render
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.kernel.forms.test_filling import annulling, state
from tests.council.motions.responses.responding import addressed


def answering(town: Town) -> Filling:
    """The manager answers motion 1."""
    addressed(town)
    return Filling(town, "物", "answer")


def labels(form: Filling) -> list[str]:
    """The buttons of the sheet as it is seen."""
    rows = render(form.sheet, Translator("zh_CN")).rows
    return [button.label for row in rows for button in row]


def test_every_offered_answer_may_be_typed(town: Town):
    form = answering(town)
    offered = labels(form)[: len(form.sheet.offered)]

    taken = []
    for label in offered:
        form.start(anew=True)
        form.say(label)
        taken.append(filled(form.sheet)["decision"])

    assert taken == [
        "decision.accept",
        "decision.part",
        "decision.decline",
        "decision.needs_owners",
        "decision.passed_on",
    ]


@pytest.mark.parametrize("typed", ["⏭ 跳过", "跳过", " 跳过。"])
def test_to_skip_is_typed_where_no_words_fit(town: Town, typed: str):
    form = answering(town)
    form.tap("accept")
    form.say("马上修好楼道灯")

    skipped = form.say(typed)

    assert (skipped.asks, problem(skipped)) == ("responsible", "")


def test_bare_words_stay_words_where_words_are_asked_for(town: Town):
    form = answering(town)
    form.tap("passed_on")

    named = form.say("停止填写")

    assert filled(named) == {"decision": "decision.passed_on", "responsible": "停止填写"}


def test_a_label_with_its_sign_is_a_press_even_there(town: Town):
    form = answering(town)
    form.tap("passed_on")

    back = form.say("⬅️ 上一步")
    stopped = form.say("✖️ 停止填写")

    assert back.asks == "decision"
    assert stopped == DraftDiscarded(kind="form.answer")


def test_at_the_last_look_bare_words_file(town: Town):
    form = annulling(town)
    file = next(each for each in labels(form) if "宣布" in each or "作废" in each)

    lost = form.say("好的")
    done = form.say(file.lstrip("🚫⚠️✅ "))

    assert problem(lost) == "form.complete"
    assert (done.state, state(town)) == ("annulled", "annulled")


def test_at_the_last_look_a_field_is_asked_again_by_its_name(town: Town):
    form = annulling(town)
    change = next(each for each in labels(form) if "改" in each)

    asked = form.say(change)

    assert asked.asks == "reason"
