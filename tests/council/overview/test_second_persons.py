"""Whoever is missing as a second person is named: before a vote is announced, and until there is one."""

from council.overview.todos import today
from council.people.commands import RevokeRole
from council.polls.commands import AnnouncePoll
from council.polls.reads import show, show_as_resident
from tests.council.conftest import NOON, Town
from tests.council.counter.assisted.assisting import assist
from tests.council.fund import draft, open_fund
from tests.council.polls.polling import (
    WEEK,
    clock_runs,
    draft_ranking,
    open_ratification,
    put_motion,
)


def named(town: Town, name: str) -> list[tuple[str, object]]:
    """What Today says is missing, with the names."""
    return [
        (need.key, need.params["names"])
        for need in town.read(name, today).needs
        if need.key.startswith("second_missing")
    ]


def drafted(town: Town, *others: tuple[str, str]) -> None:
    town.person("召", "facilitator", "chair")
    for name, role in others:
        town.person(name, role)
    put_motion(town)
    draft_ranking(town)


def test_the_only_facilitator_who_is_also_chair_is_named_before_announcing(town: Town):
    drafted(town)

    assert town.read("召", show, 1).no_second == "召"
    assert town.act("召", AnnouncePoll, poll=1).no_second == "召"
    assert named(town, "召") == [("second_missing_poll", "召")]


def test_it_stays_in_today_after_the_count(town: Town):
    drafted(town)
    town.act("召", AnnouncePoll, poll=1)
    town.clock.at = NOON + WEEK
    clock_runs(town)

    assert town.read("召", show, 1).state == "counted"
    assert named(town, "召") == [("second_missing_poll", "召")]


def test_another_chair_is_enough(town: Town):
    drafted(town, ("主", "chair"))

    assert town.read("召", show, 1).no_second == ""
    assert named(town, "召") == []


def test_a_role_that_is_revoked_meanwhile_is_missed_at_once(town: Town):
    drafted(town, ("主", "chair"))
    town.act("召", AnnouncePoll, poll=1)

    town.operate(RevokeRole, ref="主", role="chair")

    assert named(town, "召") == [("second_missing_poll", "召")]


def test_residents_and_other_staff_are_told_nothing(town: Town):
    drafted(town, ("代", "clerk"))
    town.person("王芳")
    town.act("召", AnnouncePoll, poll=1)

    assert town.read("王芳", show_as_resident, 1).no_second == ""
    assert named(town, "代") == []


def test_money_that_nobody_else_could_sign_for_is_named(town: Town):
    fund = open_fund(town)
    town.person("李一")
    fund.pledge("李一", "10")
    fund.receive(1, 1_000, "cash")
    before = named(town, "钱会计")

    town.operate(RevokeRole, ref="孙复核", role="second_signer")

    assert before == []
    assert named(town, "钱会计") == [("second_missing_cash", "—")]


def test_a_campaign_that_only_its_drafter_could_approve_is_named(town: Town):
    open_fund(town)
    town.operate(RevokeRole, ref="孙复核", role="second_signer")
    draft(town, title="第二项")

    assert named(town, "周召集") == [("second_missing_campaign", "—")]


def test_an_assisted_act_without_a_second_clerk_is_named(town: Town):
    town.person("代", "clerk")
    town.person("召", "facilitator")
    town.person("主", "chair")
    open_ratification(town)
    assist(town)
    before = named(town, "代")

    town.operate(RevokeRole, ref="召", role="facilitator")

    assert (before, named(town, "代")) == ([], [("second_missing_assisted", "代")])
