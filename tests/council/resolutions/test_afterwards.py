"""After a resolution: looks back with a reminder, and corrections that delete nothing."""

from typing import Any

from council.checks.record import i21_rows_as_acts_left_them
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import LOCALES, Translator
from council.resolutions.commands import (
    Correction,
    CorrectResolution,
    HoldReview,
    PlanReview,
    RepealResolution,
    Review,
)
from council.resolutions.falls_due import falls_due
from council.resolutions.public import one
from council.wordings import render
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.moves import names
from tests.council.resolutions.deciding import PUBLISHED, published
from tests.council.resolutions.test_in_force import later_resolution

DAY = 86_400
REASON = "第一次没有估计到施工噪声，改为分期施工。"


def page(town: Town, number: str) -> Any:
    return town.app.bus.read_now(lambda tx: one(tx, town.id, number=number))


def tick(town: Town) -> None:
    for command in town.app.bus.read_now(falls_due):
        town.app.bus.submit(command).result()


def test_a_look_back_is_planned_reminded_of_and_held_with_a_score(town: Town):
    number = published(town).number
    none = town.act("召", HoldReview, number=number, text="达到了目的。", score=5)
    planned = town.act("召", PlanReview, number=number, due_at=PUBLISHED + 30 * DAY)
    second = town.act("召", PlanReview, number=number, due_at=PUBLISHED + 60 * DAY)
    town.clock.at = PUBLISHED + 30 * DAY
    for _ in range(2):
        tick(town)
    told = [notice for notice, _ in town.told("主", "staff")].count("resolution_review")
    short = town.act("主", HoldReview, number=number, text="好", score=5)
    odd = town.act("主", HoldReview, number=number, text="停车难有所缓解。", score=6)
    held = town.act("主", HoldReview, number=number, text="停车难有所缓解。", score=4)
    again = town.act("召", PlanReview, number=number, due_at=PUBLISHED + 90 * DAY)

    assert none == Refusal("resolution.no_review")
    assert "review" in names(planned.moves)
    assert second == Refusal("resolution.review_planned")
    assert told == 1
    assert short.key == "resolution.review_short"
    assert odd == Refusal("resolution.score", {"given": "6"})
    assert held.reviews == (
        Review(
            number=1,
            due_at=PUBLISHED + 30 * DAY,
            body="停车难有所缓解。",
            score=4,
            held_at=PUBLISHED + 30 * DAY,
        ),
    )
    assert [review.number for review in again.reviews] == [1, 2]
    assert [review.score for review in page(town, number).reviews] == [4, 0]
    for locale in LOCALES:
        assert "4" in render(held, Translator(locale)).text
    assert town.app.bus.read_now(i21_rows_as_acts_left_them).state == "holds"


def test_an_honest_attempt_is_corrected_in_public_and_both_texts_stay(town: Town):
    number = published(town).number
    before = page(town, number)
    new = later_resolution(town, published_at=PUBLISHED + 60)

    done = town.act("召", CorrectResolution, number=number, later=new, reason=REASON, honest=True)
    twice = town.act("召", CorrectResolution, number=number, later=new, reason=REASON)
    old, young = page(town, number), page(town, new)

    assert done.state == "in_force"
    assert (old.title, old.body) == (before.title, before.body)
    assert old.corrected_by == (
        Correction(
            number=new, title=young.title, reason=REASON, honest=True, noted_at=town.clock.at
        ),
    )
    assert [(each.number, each.honest) for each in young.corrects] == [(number, True)]
    assert twice == Refusal("resolution.corrected_already", {"later": new})
    assert town.told("客")[-1][0] == "resolution_corrected"
    assert "探索中的失误，予以宽容" in render(done, Translator("zh_CN")).text


def test_only_what_was_published_later_corrects(town: Town):
    number = published(town).number

    def correct(of: str) -> Any:
        return town.act("召", CorrectResolution, number=number, later=of, reason=REASON)

    assert correct("2026-77") == Refusal("resolution.unknown", {"number": "2026-77"})
    assert correct("明年") == Refusal("resolution.number_unreadable")
    assert correct(number).key == "resolution.repeal_not_later"
    assert town.act("客", CorrectResolution, number=number, later=number, reason=REASON).key == (
        "policy.not_your_role"
    )


def test_the_forms_plan_hold_and_correct(town: Town):
    number = published(town).number
    plan = Filling(town, "召", "review_plan", number)
    past = plan.say("2020-01-01")
    plan.say("2026-12-01")
    planned = plan.file()
    hold = Filling(town, "主", "review_hold", number)
    hold.say("基本达到目的，照明还不够。")
    hold.tap("4")
    held = hold.file()
    unplanned = Filling(town, "主", "review_hold", number).sheet
    new = later_resolution(town, published_at=PUBLISHED + 60)
    fix = Filling(town, "召", "resolution_correct", number)
    fix.say(new)
    fix.tap("1")
    fix.say(REASON)
    done = fix.file()

    assert problem(past) == "date.past"
    assert planned.reviews[0].held_at == 0
    assert held.reviews[0].score == 4
    assert unplanned == Refusal("resolution.no_review")
    assert done.corrected_by[0].honest


def test_a_repeal_leads_both_ways_too(town: Town):
    number = published(town).number
    new = later_resolution(town, published_at=PUBLISHED + 60)

    town.act("召", RepealResolution, number=number, later=new)

    assert page(town, number).repealed_by == new
    assert page(town, new).repeals == (number,)
    assert page(town, number).body
