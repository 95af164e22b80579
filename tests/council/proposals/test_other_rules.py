"""How many seconds a proposal needs is in the rules; what holds when other rules are adopted."""

import pytest

from council.checks.every import check_all
from council.proposals import public
from council.proposals.commands import AdmitProposal, SecondProposal
from council.proposals.reads import list_proposals, show_proposal
from council.proposals.reads_desk import desk_proposal
from council.rules.commands import AdoptRules
from tests.council.conftest import Town, lives_by
from tests.council.proposals.proposing import admitted, draft, propose
from tests.council.proposals.test_seconding import neighbours, state


def rules(seconds: int) -> str:
    """Write rules of one's own that ask for so many seconds."""
    return f'extends = "national"\n[floor]\nseconds = {seconds}\ncitation = "议事规则 8"'


def seconded_by(town: Town, number: int, *names: str) -> list[str]:
    return [town.act(name, SecondProposal, number=number).note for name in names]


def asked(town: Town, number: int) -> set[tuple[int, int]]:
    """Tell the seconds given and asked for, wherever they are shown."""
    (line,) = town.read("王芳", list_proposals).lines
    page = town.app.bus.read_now(lambda tx: public.one(tx, town.id, number=number))
    cards = town.app.bus.read_now(lambda tx: public.listed(tx, town.id))
    assert page is not None
    assert cards is not None
    shown = (
        line,
        town.read("王芳", show_proposal, number),
        town.read("李敏", desk_proposal, number),
        page,
        *cards.proposals,
    )
    return {(each.seconds, each.needed) for each in shown}


def test_a_communitys_own_rules_say_how_many_seconds_are_enough(town: Town):
    lives_by(town, text=rules(3))
    number = admitted(town)
    first, second, third = neighbours(town, 3)

    notes = seconded_by(town, number, first, second)
    before = asked(town, number)
    notes += seconded_by(town, number, third)

    assert notes == ["seconded", "seconded", "reached"]
    assert before == {(2, 3)}
    assert state(town, number) == "seconded"


def test_who_files_a_proposal_is_told_the_number_of_the_rules(town: Town):
    lives_by(town, text=rules(3))
    town.person("王芳")

    form = draft(town, "王芳")
    head, filed = form.sheet.head, form.file()

    assert (head["needed"], filed.needed) == (3, 3)


def test_what_has_enough_seconds_by_new_rules_moves_on_when_they_are_adopted(town: Town):
    number = admitted(town)
    names = neighbours(town, 3)
    seconded_by(town, number, *names)

    lives_by(town, text=rules(3))

    assert state(town, number) == "seconded"
    assert asked(town, number) == {(3, 3)}
    assert [notice for notice, _ in town.told("王芳")] == [
        "proposal_admitted",
        "proposal_seconded",
    ]
    assert [notice for notice, _ in town.told("李敏", "staff")] == [
        "proposal_submitted",
        "proposal_ready",
    ]
    page = town.app.bus.read_now(lambda tx: public.one(tx, town.id, number=number))
    assert page is not None
    assert (page.history[-1].verb, page.history[-1].state) == ("rules.adopt", "seconded")
    checked = town.app.bus.read_now(check_all)
    assert [each.text for each in checked if each.state == "broken"] == []


@pytest.mark.parametrize("dry_run", [False, True])
def test_one_second_short_or_only_looked_at_nothing_moves(town: Town, *, dry_run: bool):
    number = admitted(town)
    seconded_by(town, number, *neighbours(town, 3))

    town.operate(AdoptRules, text=rules(3 if dry_run else 4), dry_run=dry_run)

    assert state(town, number) == "admitted"


def test_what_had_enough_keeps_it_and_what_waits_needs_the_new_number(town: Town):
    lives_by(town, text=rules(2))
    enough = admitted(town)
    first, second, third = neighbours(town, 3)
    seconded_by(town, enough, first, second)

    lives_by(town, text=rules(3))
    shown = asked(town, enough)
    waits = propose(
        town, "王芳", "东门的路灯不亮\n东门的路灯一个月不亮了，晚上看不见路，请修一修。"
    )
    town.act("李敏", AdmitProposal, number=waits)
    notes = seconded_by(town, waits, first, second)
    before = state(town, waits)
    notes += seconded_by(town, waits, third)

    assert state(town, enough) == "seconded"
    assert shown == {(2, 2)}
    assert before == "admitted"
    assert notes == ["seconded", "seconded", "reached"]


def test_the_rules_of_one_community_move_nothing_in_another(town: Town, other_town: Town):
    number = admitted(other_town)
    seconded_by(other_town, number, *neighbours(other_town, 3))

    lives_by(town, text=rules(3))

    assert state(other_town, number) == "admitted"
