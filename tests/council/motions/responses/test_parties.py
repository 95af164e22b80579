"""Any party can be asked; who sits there answers, and nobody else."""

from typing import Any

import pytest

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.motions.commands import AskParty, DraftMotion
from council.motions.reads import motion_view
from council.motions.responses.commands import Acknowledge, AnswerMotion
from council.overview.todos import today
from council.people.commands import RevokeRole
from council.wordings import render
from tests.council.conftest import Town, lives_by
from tests.council.evening import motion, seconded, staff
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.motions.responses.responding import PEOPLE, addressed, everybody, response
from tests.council.moves import names


@pytest.mark.parametrize(("name", "party"), PEOPLE.items())
def test_each_party_is_asked_acknowledges_and_answers(town: Town, name: str, party: str):
    everybody(town)
    number = motion(town, addressee=party)

    needs = [need.key for need in town.read(name, today).needs]
    by_others = town.act("物", Acknowledge, number=number)
    seen = town.act(name, Acknowledge, number=number)
    town.act(name, AnswerMotion, number=number, decision="decline", reason="不属于我们管")

    assert needs == ["response_acknowledge"]
    assert by_others == Refusal("response.not_yours", {"party_key": f"role.{party}"})
    assert (seen.addressee, seen.response.holder) == (party, party)
    assert response(town, number).decision == "decline"
    assert [notice for notice, _ in town.told(name, "staff")] == ["response_asked"]
    assert town.told("王")[-1][1]["party_key"] == f"role.{party}"


def test_only_the_party_that_owes_it_is_offered_to_answer(town: Town):
    everybody(town)
    number = motion(town, addressee="owners_committee")

    offered = {each: names(town.read(each, motion_view, number, "staff").may) for each in "业居物"}

    theirs = ("acknowledge", "answer", "extend", "hand_on", "question")
    assert offered == {"业": theirs, "居": (), "物": ()}


def test_a_party_without_anybody_is_passed_over_at_once_and_the_facilitator_is_told(town: Town):
    staff(town)
    town.person("居", "residents_committee")
    town.operate(RevokeRole, ref="物", role="manager")

    number = motion(town, addressee="manager")

    view = town.read("何", motion_view, number, "staff")
    assert (view.addressee, view.response.holder) == ("manager", "residents_committee")
    assert [(each.step, each.party) for each in view.response.steps] == [
        ("empty", "manager"),
        ("empty", "owners_committee"),
    ]
    notice, told = town.told("何", "staff")[0]
    assert (notice, told["party_key"], told["instead_key"]) == (
        "response_empty",
        "role.manager",
        "role.residents_committee",
    )
    assert [notice for notice, _ in town.told("居", "staff")] == ["response_asked"]
    assert "首接：物业服务人" in render(view, Translator("zh_CN")).text


def test_where_nobody_sits_above_either_nobody_is_asked(town: Town):
    staff(town)
    unheard = Refusal("response.nobody_there", {"party_key": "role.subdistrict"})
    number = motion(town)

    drafted = town.act(
        "何",
        DraftMotion,
        proposal_number=seconded(town),
        legal_class="R-XS",
        addressee="subdistrict",
    )
    asked = town.act("何", AskParty, number=number, party="subdistrict")
    chosen = Filling(town, "何", "ask", number).tap("manager")

    assert (drafted, asked) == (unheard, unheard)
    assert chosen.response.holder == "manager"


def test_the_form_offers_the_parties_with_somebody_in_them(town: Town):
    staff(town)
    town.person("街", "subdistrict")
    number = motion(town)

    form = Filling(town, "何", "ask", number)
    offered = [each.code for each in form.sheet.offered]
    refused = form.say("parliament")

    assert offered == ["manager", "subdistrict"]
    assert problem(refused) == "desk.use_buttons"


@pytest.mark.parametrize("given", ["", "parliament"])
def test_an_unknown_party_is_asked_nothing(town: Town, given: str):
    staff(town)
    number = motion(town)

    asked = town.act("何", AskParty, number=number, party=given)

    assert asked == Refusal("motion.unknown_addressee", {"given": given})


def test_the_rules_say_the_line_of_the_bodies(town: Town):
    staff(town)
    town.person("业", "owners_committee")
    town.person("街", "subdistrict")
    town.operate(RevokeRole, ref="物", role="manager")
    lives_by(town, text=OWN)

    number = motion(town, addressee="manager")

    assert response(town, number).holder == "subdistrict"


OWN = """
extends = "national"

[answers]
bodies = "manager subdistrict owners_committee"
citation = "本小区管理规约"
"""


def test_who_loses_the_role_speaks_for_the_party_no_more(town: Town):
    number = addressed(town)
    town.operate(RevokeRole, ref="物", role="manager")

    seen: Any = town.act("物", Acknowledge, number=number)

    assert seen.key == "policy.not_your_role"
