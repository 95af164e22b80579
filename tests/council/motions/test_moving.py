"""Motions that come from no proposal: who moves them, what a petition needs, how words change."""

import json
from typing import Any

from sqlalchemy import select

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.kernel.tables import acts
from council.motions import public
from council.motions.commands import AnnounceMotion, DraftMotion, EditMotion, ReferMotion
from council.motions.due import due
from council.motions.moving import carry, put_to_poll
from council.motions.origins import Origin, Petition
from council.motions.reads import motion_view
from council.motions.responses.commands import AnswerMotion
from council.wordings import render
from tests.council.conftest import Town
from tests.council.evening import meeting, staff
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.motions.test_drafting import decide
from tests.council.moves import names
from tests.council.polls.polling import put_roll

#: Ten heads of 100 m²: a petition needs two heads and 200 m².
ROLL = {f"1-{n}": (10_000, (f"业主{n}",)) for n in range(10)}


def draft(town: Town, **fields: Any) -> Any:
    given = {
        "mover": "owners_committee",
        "legal_class": "O-8",
        "title": "建设立体停车场",
        "body": "利用闲置空地建设 60 位机械立体停车场。",
        **fields,
    }
    return town.act("何", DraftMotion, **given)


def test_the_owners_committee_moves_a_motion_and_everybody_reads_who_did(town: Town):
    staff(town)

    made = draft(town)
    town.act("何", AnnounceMotion, number=made.number)
    told = town.app.bus.read_now(lambda tx: public.one(tx, town.id, number=made.number))

    assert (made.state, made.proposal_number) == ("drafted", 0)
    assert made.origin == Origin(mover="owners_committee")
    assert (told.origin, told.proposal) == (Origin(mover="owners_committee"), 0)


def test_a_petition_is_judged_by_the_roll_and_the_judgement_is_kept(town: Town):
    staff(town)
    put_roll(town, ROLL)

    short = draft(town, mover="petition", signed_heads=1, signed_area_x100=20_000)
    made = draft(town, mover="petition", signed_heads=2, signed_area_x100=20_000)
    put_roll(town, {"2-1": (10_000, ("新业主",))})
    later = town.read("何", motion_view, made.number, "staff")
    kept = town.rows(select(acts.c.detail).where(acts.c.verb == "motion.draft"))

    petition = Petition(heads=2, area_x100=20_000, of_heads=10, of_area_x100=100_000)
    assert (short.key, short.params["n"], short.params["missing_x100"]) == (
        "motion.petition_short",
        1,
        0,
    )
    assert made.origin == later.origin == Origin(mover="petition", petition=petition)
    assert [json.loads(row.detail) for row in kept] == [
        {
            "legal_class": "O-8",
            "mover": "petition",
            "heads": 2,
            "area_x100": 20_000,
            "of_heads": 10,
            "of_area_x100": 100_000,
        }
    ]


def test_what_a_mover_cannot_do_is_refused(town: Town):
    staff(town)
    put_roll(town, ROLL)
    signed = {"mover": "petition", "signed_heads": 2, "signed_area_x100": 20_000}

    assert draft(town, mover="") == Refusal("motion.unknown_mover")
    assert draft(town, body="") == Refusal("motion.no_body")
    assert draft(town, title="") == Refusal("motion.no_title")
    assert draft(town, legal_class="R-XS", **signed) == Refusal("motion.petition_owners_only")


def test_the_sheet_without_a_proposal_asks_for_everything_in_turn(town: Town):
    staff(town)
    put_roll(town, ROLL)
    form = Filling(town, "何", "motion", 0)
    begun = form.sheet
    mover = form.tap("petition")
    unread = form.say("很多人")
    short = form.say("1 100")
    signed = form.say("2人 200平方米")
    titled = form.say("建设立体停车场")
    empty = form.say("  ")
    written = form.say("利用闲置空地建设停车场。")
    residents = form.say("R-XS")
    classed = form.say("O-8")
    ready = form.tap("nobody")

    filed, again = form.file(), form.file()
    fresh = form.start()

    steps = [s.asks for s in (begun, mover, unread, short, signed, titled, written, classed)]
    assert steps == [
        "mover",
        "signed",
        "signed",
        "signed",
        "title",
        "body",
        "legal_class",
        "addressee",
    ]
    assert [offer.label.key for offer in begun.offered] == [
        "motion.mover.owners_committee",
        "motion.mover.petition",
        "motion.mover.residents_committee",
    ]
    assert problem(unread) == "motion.signed_unreadable"
    assert short.problem is not None
    assert (short.problem.key, short.problem.params["missing_x100"]) == (
        "motion.petition_short",
        10_000,
    )
    assert [offer.label.params.get("decides_key") for offer in written.offered] == [
        "powers.decides.owners",
        None,
    ]
    assert problem(residents) == "motion.petition_owners_only"
    assert problem(empty) == "motion.no_body"
    assert render(ready, Translator("zh_CN")).text == (
        "<b>起草议案</b>（不经提案）\n"
        "\n"
        "提出人：业主联名\n"
        "联名：2 / 10 人（20.00%），200.00 m² / 1,000.00 m²（20.00%）\n"
        "标题：建设立体停车场\n"
        "正文：利用闲置空地建设停车场。\n"
        "类别：O-8 改变共有部分用途或利用共有部分经营\n"
        "提请答复：不提请\n"
        "\n"
        "请核对。没有问题就按“确认起草”。"
    )
    assert (filed.number, filed.title, filed.legal_class) == (1, "建设立体停车场", "O-8")
    assert again == filed
    assert (fresh.asks, filled(fresh)) == ("mover", {})


def test_every_field_of_the_sheet_can_be_changed_or_all_begun_anew(town: Town):
    staff(town)
    put_roll(town, ROLL)
    form = Filling(town, "何", "motion", 0)
    form.tap("owners_committee")
    form.say("停车", "一起商量。", "R-XS")
    form.tap("nobody")

    fields = form.sheet.changes
    asked = []
    for field in fields:
        asked.append(form.change(field).asks)
        form.start()
    form.change("mover")
    petition = form.tap("petition")
    signed = form.say("2 200")
    anew = form.start(anew=True)

    assert asked == ["mover", "title", "body", "legal_class", "addressee"]
    assert (petition.asks, signed.asks) == ("signed", "legal_class")
    assert (anew.asks, filled(anew)) == ("mover", {})


def test_a_motion_without_a_proposal_goes_all_the_way(town: Town):
    staff(town)
    carried, referred = draft(town).number, draft(town, title="别的事").number
    before = [need.key for need in town.read("何", due)]
    met = meeting(town, "2026-02-27 19:30")

    decide(town, carried, put_to_poll)
    decide(town, carried, carry)
    town.act("何", AnnounceMotion, number=referred)
    done = town.act("何", ReferMotion, number=referred)

    assert before == ["motion_owners", "motion_owners"]
    assert met == 1
    assert done.state == "referred"
    assert town.read("何", motion_view, carried, "staff").state == "carried"


def test_a_drafted_motion_is_reworded_on_the_record(town: Town):
    staff(town)
    number = draft(town).number

    titling = Filling(town, "何", "motion_title", number)
    asked = titling.sheet
    long = titling.say("长" * 61)
    edited, again = titling.say("建停车场"), titling.say("再来一次")
    empty = Filling(town, "何", "motion_body", number).say("  ")
    kept = town.rows(select(acts.c.detail).where(acts.c.verb == "motion.edit"))

    assert render(asked, Translator("zh_CN")).text == (
        "<b>修改第 1 号议案的标题</b>\n\n请发送新的标题（最多 60 字）。现在是：\n\n建设立体停车场"
    )
    assert problem(long) == "motion.title_too_long"
    assert (edited.title, edited.said) == ("建停车场", "motion.said.edited")
    assert again == Refusal("form.gone")
    assert problem(empty) == "motion.no_body"
    assert [json.loads(row.detail) for row in kept] == [
        {"field": "title", "before": "建设立体停车场", "after": "建停车场"}
    ]


def test_words_that_others_were_told_or_have_answered_stay(town: Town):
    staff(town)
    announced = draft(town).number
    town.act("何", AnnounceMotion, number=announced)
    answered = draft(town, addressee="manager").number
    town.act("物", AnswerMotion, number=answered, decision="decline", reason="没有空地")

    told = town.act("何", EditMotion, number=announced, field="body", text="别的")
    said = town.act("何", EditMotion, number=answered, field="body", text="别的")
    other = town.act("何", EditMotion, number=answered, field="state", text="put")
    view = town.read("何", motion_view, announced, "staff")

    assert told == Refusal("motion.not_now", {"verb": "edit", "state": "announced"})
    assert said == Refusal("motion.answered_as_it_is")
    assert other == Refusal("press.unknown")
    assert "edit_title" not in names(view.may)
