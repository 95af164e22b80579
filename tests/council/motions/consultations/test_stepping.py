"""Consultations after the deliberation: outcome, implementation, report, disagreement."""

import pytest
from sqlalchemy import select

from council.kernel.forms.form import SKIP
from council.kernel.refusals import Refusal
from council.kernel.tables import acts
from council.meetings.commands import AdjournMeeting, CheckIn
from council.motions.commands import MotionView
from council.motions.consultations.rules import ConsultationStep
from council.motions.due import due
from council.motions.public import one
from council.motions.reads import motion_view
from council.overview.public_files import public_file
from council.proposals.tables import proposals
from tests.council.conftest import Town
from tests.council.evening import at, heard, staff
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.moves import names

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def step_form(town: Town, number: int, step: str, *, by: str = "何") -> Filling:
    """Begin to write a step down."""
    return Filling(town, by, "consult", f"{number}-{step}")


def take(town: Town, number: int, step: str, text: str, *, by: str = "何") -> MotionView:
    """Write a step down and take it."""
    form = step_form(town, number, step, by=by)
    form.say(text)
    if form.sheet.asks == "photo":
        form.tap(SKIP)
    done = form.file()
    assert isinstance(done, MotionView), done
    return done


def steps_of(view: MotionView) -> list[str]:
    """What can be done about a consultation now."""
    return [
        verb.removeprefix("consult_") for verb in names(view.may) if verb.startswith("consult_")
    ]


def needs(town: Town, name: str = "主") -> list[str]:
    return [need.key for need in town.read(name, due)]


def proposal_states(town: Town) -> list[str]:
    return [row.state for row in town.rows(select(proposals.c.state))]


def consulted(town: Town) -> tuple[int, int]:
    """A consultation's motion that a running meeting has heard; its number, and the meeting's."""
    staff(town)
    return heard(town, legal_class="R-XS")


def test_from_consensus_to_the_report_and_the_end(town: Town):
    number, met = consulted(town)
    town.act("物", CheckIn, number=met)
    heard_view: MotionView = town.read("何", motion_view, number, "staff")

    agreed = take(town, number, "agree", "晚上九点后东门只出不进。")
    town.act("主", AdjournMeeting, number=met)
    after_agreeing = needs(town)
    implementing = take(town, number, "implement", "物业下周一改门禁。")
    reported = take(town, number, "report", "门禁已改，运行一周正常。")
    closed = take(town, number, "close", "没有人提出异议。")

    assert steps_of(heard_view) == ["agree", "dissent", "refer"]
    assert (agreed.state, steps_of(agreed)) == ("carried", ["dissent", "implement"])
    assert proposal_states(town) == ["decided"]
    assert after_agreeing == ["consultation_outcome"]
    assert steps_of(implementing) == ["dissent", "report"]
    assert steps_of(reported) == ["dissent", "close"]
    assert closed.consultation is not None
    assert (closed.consultation.state, steps_of(closed), needs(town)) == ("closed", [], [])
    assert closed.consultation.steps[0] == ConsultationStep(
        verb="agree",
        text="晚上九点后东门只出不进。",
        photo="",
        taken_at=at("2026-02-27 19:30"),
        taken_by="何",
    )
    told = [params["step_key"] for key, params in town.told("李") if key == "consultation_step"]
    assert told == [
        f"consultation.step.{verb}" for verb in ("agree", "implement", "report", "close")
    ]
    reports = [params for key, params in town.told("物") if key == "consultation_step"]
    assert [params["step_key"] for params in reports] == ["consultation.step.report"]


def test_a_dissent_keeps_the_motion_undecided_until_it_is_settled(town: Town):
    number, _ = consulted(town)

    dissented = take(town, number, "dissent", "一层商户担心送货，不同意限时。")
    waiting = needs(town)
    settled = take(town, number, "settle", "商户送货时间另设，大家同意。")

    assert (dissented.state, steps_of(dissented)) == ("deliberated", ["settle", "refer", "close"])
    assert waiting == ["consultation_disagreement_open"]
    assert (settled.state, steps_of(settled)) == ("carried", ["dissent", "implement"])


@pytest.mark.parametrize(
    ("step", "state", "consultation"),
    [("close", "lost", "closed"), ("refer", "referred", "referred")],
)
def test_without_consensus_it_ends_with_the_dissent_on_record_or_elsewhere(
    town: Town, step: str, state: str, consultation: str
):
    number, _ = consulted(town)
    take(town, number, "dissent", "一层商户担心送货，不同意限时。")

    ended = take(town, number, step, "商户的不同意见保留，转街道办。", by="主")

    assert ended.consultation is not None
    assert (ended.state, ended.consultation.state) == (state, consultation)
    assert proposal_states(town) == ["decided"]
    assert needs(town) == []


def test_an_objection_after_the_outcome_opens_it_again_and_the_motion_stays_carried(town: Town):
    number, _ = consulted(town)
    take(town, number, "agree", "晚上九点后东门只出不进。")
    take(town, number, "implement", "物业下周一改门禁。")

    reopened = take(town, number, "dissent", "有老人夜里急诊进不来。")
    settled = take(town, number, "settle", "加装呼叫按钮，保安开门。")

    assert (reopened.state, steps_of(reopened)) == ("carried", ["settle", "refer", "close"])
    assert (settled.state, steps_of(settled)) == ("carried", ["dissent", "implement"])


def test_a_report_may_have_a_photo_and_it_is_public(town: Town):
    number, _ = consulted(town)
    take(town, number, "agree", "晚上九点后东门只出不进。")
    take(town, number, "implement", "物业下周一改门禁。")
    form = step_form(town, number, "report")

    early = form.send(PNG)
    asked = form.say("门禁已改好。")
    typed = form.say("还有一句话。")
    bad = form.send(b"%PDF-1.7")
    kept = form.send(PNG)
    done = form.file()

    assert (problem(early), early.asks) == ("desk.no_photo_wanted", "text")
    assert asked.asks == "photo"
    assert (problem(typed), filled(typed)) == ("desk.photo_wanted", {"text": "门禁已改好。"})
    assert (problem(bad) != "", bad.asks) == (True, "photo")
    assert (filled(kept)["photo"], kept.asks) == ("consultation.photo_here", "")
    photo = done.consultation.steps[-1].photo
    shown = town.app.bus.read_now(lambda tx: public_file(tx, town.id, sha256=photo))
    assert shown is not None
    assert (shown.media_type, shown.content) == ("image/png", PNG)


def test_the_public_is_not_told_who_took_a_step(town: Town):
    number, _ = consulted(town)
    take(town, number, "agree", "晚上九点后东门只出不进。")

    shown = town.app.bus.read_now(lambda tx: one(tx, town.id, number=number))
    resident: MotionView = town.read("王", motion_view, number, "resident")

    assert shown is not None
    assert [
        each and each.steps[0].taken_by for each in (shown.consultation, resident.consultation)
    ] == [
        "",
        "",
    ]


def test_bad_texts_old_sheets_and_steps_out_of_turn_change_nothing(town: Town):
    number, _ = consulted(town)
    form = step_form(town, number, "agree")

    short = form.say("好")
    early = form.file()
    full = form.say("晚上九点后东门只出不进。")
    old = form.file(on=short)
    out_of_turn = step_form(town, number, "report").sheet
    invented = step_form(town, number, "explode").sheet
    first = form.file(on=full)
    twice = form.file(on=full)

    assert (problem(short), short.asks) == ("consultation.text_short", "text")
    assert (problem(early), problem(old)) == ("form.stale", "form.stale")
    assert out_of_turn == Refusal(
        "consultation.not_now", {"verb": "report", "state": "deliberated"}
    )
    assert invented == Refusal("press.unknown")
    assert isinstance(first, MotionView)
    assert twice == first


def test_numbers_of_persons_are_masked_in_what_everybody_reads(town: Town):
    number, _ = consulted(town)

    sheet = step_form(town, number, "agree").say("有事请打 13812345678 找物业。")

    assert sheet.masked
    assert filled(sheet) == {"text": "有事请打 138******** 找物业。"}


def test_two_at_once_the_second_is_told_where_it_stands(town: Town):
    number, _ = consulted(town)
    slower = step_form(town, number, "agree")
    slower.say("晚上九点后只出不进。")
    take(town, number, "dissent", "一层商户担心送货，不同意限时。", by="主")

    refused = slower.file()

    assert refused == Refusal(
        "consultation.not_now", {"verb": "agree", "state": "disagreement_open"}
    )


@pytest.mark.parametrize("legal_class", ["R-MO", "R-JM26"])
def test_a_counted_class_is_not_consulted_on(town: Town, legal_class: str):
    staff(town)
    number, _ = heard(town, legal_class=legal_class)

    refused = step_form(town, number, "agree").sheet

    assert refused == Refusal("consultation.counted_class")


def test_every_step_is_in_the_acts_log(town: Town):
    number, _ = consulted(town)
    take(town, number, "agree", "晚上九点后东门只出不进。")

    logged = town.rows(
        select(acts.c.verb, acts.c.detail)
        .where(acts.c.verb.in_(("consultation.agree", "motion.agree")))
        .order_by(acts.c.number)
    )

    assert [tuple(row) for row in logged] == [
        ("consultation.agree", '{"after": "outcome"}'),
        ("motion.agree", '{"after": "carried", "before": "deliberated"}'),
    ]
