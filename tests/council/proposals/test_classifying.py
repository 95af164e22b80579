"""Whose matter a proposal is: proposed by its words, confirmed by a facilitator, seen by its author."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import LOCALES, Translator
from council.kernel.tables import acts
from council.proposals.commands import ClassifyProposal, ProposalActed
from council.proposals.public import one
from council.proposals.reads import show_proposal
from council.proposals.reads_desk import desk_proposal, matter_groups, matters_to_pick
from council.rules.power_list.commands import AdoptPowers
from council.rules.power_list.matter import Ruled
from council.rules.power_list.records import versions
from council.rules.power_list.shipped import shipped_list
from council.wordings import render
from tests.council.conftest import Town
from tests.council.evening import seconded, staff
from tests.council.moves import names

PARKING = shipped_list("national")[0]


def desk(town: Town, who: str = "何") -> Any:
    return town.read(who, desk_proposal, 1)


def classified(town: Town, code: str, who: str = "何") -> Any:
    return town.act(who, ClassifyProposal, number=1, code=code)


def buttons(view: Any, locale: str = "zh_CN") -> list[str]:
    return [each.label for row in render(view, Translator(locale)).rows for each in row]


def test_what_the_words_say_is_proposed_with_the_reason_and_no_bare_class(town: Town):
    staff(town)
    seconded(town, state="submitted")

    shown = render(desk(town), Translator("zh_CN"))
    english = render(desk(town), Translator("en"))

    assert (
        "看文字像是：\n· <b>停车、用地</b> → 业主共同决定（改变共有部分用途或利用共有部分经营）\n"
        "提案里写到：“停车难”、“车位”"
    ) in shown.text
    assert buttons(desk(town))[:2] == ["停车、用地 → 业主共同决定", "其他……"]
    assert "Parking on common land</b> → all owners" in english.text
    assert not any(label.startswith(("O-", "R-")) for label in buttons(desk(town)))


def test_one_tap_confirms_it_and_the_author_sees_who_decides_and_who_answers(town: Town):
    staff(town)
    seconded(town, state="submitted")

    done = classified(town, PARKING.code)
    own = town.read("王", show_proposal, 1)

    assert isinstance(done, ProposalActed)
    assert own.ruled == Ruled(matter=PARKING, version=1)
    assert (
        "🏷 <b>停车、用地</b> → 业主共同决定（改变共有部分用途或利用共有部分经营）\n"
        "依据权责清单第 1 版，由召集人确认\n由物业服务人在 48 小时内答复"
    ) in render(own, Translator("zh_CN")).text
    assert "改由谁决定" in " ".join(buttons(desk(town)))
    assert desk(town).guesses == ()


def test_everything_else_is_reached_by_who_decides(town: Town):
    staff(town)
    seconded(town, title="大家好好相处")
    for locale in LOCALES:
        assert buttons(desk(town), locale)

    groups = town.read("何", matter_groups, 1)
    of_them = town.read("何", matters_to_pick, 1, "deliberation", 1)
    bare = of_them.matters[-1]
    done = classified(town, bare.code)
    own = town.read("王", show_proposal, 1)

    assert [each for each, _ in groups.groups][:3] == ["owners", "residents", "deliberation"]
    assert buttons(of_them)[:2] == ["噪音", "宠物"]
    assert (bare.code, bare.name) == ("R-XS", "")
    assert isinstance(done, ProposalActed)
    assert (own.ruled.matter.legal_class, own.ruled.version) == ("R-XS", 0)
    assert "清单里没有这一项" in render(own, Translator("zh_CN")).text
    for locale in LOCALES:
        for view in (groups, of_them, own):
            assert render(view, Translator(locale)).text


def test_what_was_classified_keeps_the_version_of_its_day(town: Town):
    staff(town)
    seconded(town)
    classified(town, PARKING.code)
    changed = (replace(PARKING, hours=12, answers="residents_committee"),)
    town.operate(AdoptPowers, matters=changed, file="p.csv", content=b"p")

    before = town.read("王", show_proposal, 1).ruled
    again = classified(town, PARKING.code)
    after = town.read("王", show_proposal, 1).ruled
    page = town.app.bus.read_now(lambda tx: one(tx, town.id, number=1))

    assert (before.version, before.matter) == (1, PARKING)
    assert isinstance(again, ProposalActed)
    assert (after.version, after.matter) == (2, changed[0])
    assert (page.ruled.matter.answers, page.ruled.matter.hours) == ("residents_committee", 12)
    assert [row.number for row in town.app.bus.read_now(lambda tx: versions(tx, town.id))] == [
        2,
        1,
    ]


def test_it_is_classified_until_it_is_decided_by_who_may_and_by_what_there_is(town: Town):
    staff(town)
    seconded(town, state="decided")

    late = classified(town, PARKING.code)
    stranger = classified(town, PARKING.code, "王")
    unknown = town.act("何", ClassifyProposal, number=9, code=PARKING.code)
    seconded(town)
    invented = town.act("何", ClassifyProposal, number=2, code="O-99")

    assert late == Refusal("proposal.not_now", {"verb": "classify", "state": "decided"})
    assert stranger.key == "policy.not_your_role"
    assert unknown == Refusal("proposal.unknown", {"number": 9})
    assert invented == Refusal("powers.unknown_matter")
    assert "classify" not in names(desk(town).moves)
    assert town.read("何", matter_groups, 1).key == "proposal.not_now"


def test_the_same_answer_twice_is_one_act(town: Town):
    staff(town)
    seconded(town)

    for _ in range(2):
        classified(town, PARKING.code)

    told = town.rows(select(acts.c.verb).where(acts.c.verb == "proposal.classify"))
    assert len(told) == 1


def test_nothing_of_it_is_public_before_the_proposal_is(town: Town):
    staff(town)
    seconded(town, state="submitted")
    classified(town, PARKING.code)

    page = town.app.bus.read_now(lambda tx: one(tx, town.id, number=1))

    assert (page.title, page.ruled) == ("", None)
