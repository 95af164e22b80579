"""A motion's class in plain words: what the list proposes, and what follows from it."""

from dataclasses import replace
from typing import Any

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.motions.commands import DraftMotion
from council.motions.public import one
from council.motions.reads import motion_view
from council.proposals.commands import ClassifyProposal
from council.proposals.reads import show_proposal
from council.rules.power_list.commands import AdoptPowers
from council.rules.power_list.shipped import shipped_list
from council.wordings import render
from tests.council.conftest import Town
from tests.council.evening import seconded, staff
from tests.council.kernel.forms.filling import Filling, filled, problem

ZH = Translator("zh_CN")
LIST = shipped_list("national")
PARKING = LIST[0]
NOISE = next(each for each in LIST if each.name == "噪音")


def labels(sheet: Any) -> list[str]:
    return [each.label for row in render(sheet, ZH).rows for each in row]


def test_the_proposals_words_propose_a_matter_and_one_tap_answers_class_and_addressee(town: Town):
    staff(town)
    form = Filling(town, "何", "motion", seconded(town))

    first = form.sheet
    ready = form.tap(PARKING.code)
    filed = form.file()
    own = town.read("王", show_proposal, 1)

    assert labels(first)[:2] == ["停车、用地 → 业主共同决定", "其他……"]
    assert "文字里写到：停车难、车位" in render(first, ZH).text
    assert "类别：停车、用地 → 业主共同决定（O-8 改变共有部分用途" in render(ready, ZH).text
    assert "提请答复：物业服务人" in render(ready, ZH).text
    assert (filed.legal_class, filed.addressee, filed.ruled.matter) == ("O-8", "manager", PARKING)
    assert "依据权责清单第 1 版" in render(filed, ZH).text
    assert (own.ruled.matter, own.ruled.version) == (PARKING, 1)


def test_something_else_opens_matters_by_who_decides_page_by_page_and_leads_back(town: Town):
    staff(town)
    form = Filling(town, "何", "motion", seconded(town))

    groups = form.tap("other")
    owners = form.tap(code(groups, "业主共同决定"))
    more = form.tap(code(owners, "下一页"))
    back = form.tap("other")
    talks = form.tap(code(back, "社区协商"))
    chosen = form.tap("R-XS")

    assert labels(groups)[:3] == ["业主共同决定（26）", "居民会议决定（2）", "社区协商（5）"]
    assert len(owners.offered) == 10
    assert "· 停车、用地：改变共有部分用途或利用共有部分经营（O-8）" in render(owners, ZH).text
    assert labels(more) != labels(owners)
    assert labels(back) == labels(groups)
    assert "其他：社区协商" in labels(talks)
    assert (chosen.asks, filled(chosen)["legal_class"]) == ("addressee", "legal_class.line")


def code(sheet: Any, label: str) -> str:
    """Tell what the button with such a label says."""
    for row in render(sheet, ZH).rows:
        for each in row:
            if label in each.label:
                return each.press.split(":")[-1]
    raise AssertionError(labels(sheet))


def test_a_changed_class_is_asked_for_until_one_is_chosen(town: Town):
    staff(town)
    form = Filling(town, "何", "motion", seconded(town))
    form.tap(PARKING.code)

    asked = form.change("legal_class")
    groups = form.tap("other")
    group = form.tap(code(groups, "社区协商"))
    chosen = form.tap(NOISE.code)

    assert [sheet.asks for sheet in (asked, groups, group, chosen)] == [
        "legal_class",
        "legal_class",
        "legal_class",
        "",
    ]
    assert filled(chosen)["legal_class"] == "motion.matter.chosen"
    assert "类别：噪音 → 社区协商" in render(chosen, ZH).text


def test_what_the_facilitator_confirmed_before_comes_first(town: Town):
    staff(town)
    seconded(town)
    town.act("何", ClassifyProposal, number=1, code=NOISE.code)

    sheet = Filling(town, "何", "motion", 1).sheet

    assert labels(sheet)[:3] == [
        "噪音 → 社区协商",
        "停车、用地 → 业主共同决定",
        "其他……",
    ]
    assert "提案已经这样归类" in render(sheet, ZH).text


def test_where_no_word_is_known_everything_is_offered_by_who_decides(town: Town):
    staff(town)
    form = Filling(town, "何", "motion", 0)
    form.tap("owners_committee")

    asked = form.say("新年快乐", "大家一起过年。")
    wrong = form.say("O-99")
    typed = form.say("o-9")

    assert "清单里的说法都没有出现" in render(asked, ZH).text
    assert filled(typed)["legal_class"] == "legal_class.line"
    assert problem(wrong) == "motion.unknown_class"


def test_the_lists_own_hours_run_the_addressees_clock(town: Town):
    staff(town)
    fast = (replace(PARKING, hours=6),)
    town.operate(AdoptPowers, matters=fast, file="p.csv", content=b"p")

    drafted = town.act(
        "何",
        DraftMotion,
        proposal_number=seconded(town),
        legal_class="O-8",
        addressee="manager",
        matter=PARKING.name,
    )

    assert (drafted.response.acknowledge_within, drafted.response.answer_within) == (6, 6)


def test_a_matter_of_another_class_or_of_no_list_is_refused(town: Town):
    staff(town)
    number = seconded(town)

    def draft(**fields: str) -> Any:
        return town.act("何", DraftMotion, proposal_number=number, **fields)

    assert draft(legal_class="O-9", matter=PARKING.name) == Refusal("powers.unknown_matter")
    assert draft(legal_class="O-8", matter="月亮") == Refusal("powers.unknown_matter")
    assert draft(legal_class="O-8").ruled is None


def test_the_page_of_a_motion_tells_whose_matter_it_is(town: Town):
    staff(town)
    form = Filling(town, "何", "motion", seconded(town))
    form.tap(PARKING.code)
    made = form.file()

    page = town.app.bus.read_now(lambda tx: one(tx, town.id, number=made.number))
    view = town.read("王", lambda tx, who: motion_view(tx, who, made.number, "resident"))

    assert page is None  # a draft
    assert view.ruled.matter == PARKING
