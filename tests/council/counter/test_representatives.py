"""Helpers and proxies of the same name are different people, and one person is one under any name."""

from typing import Any

from sqlalchemy import select

from council.counter.assisted.commands import ConfirmAssist
from council.counter.assisted.tables import assisted_acts
from council.counter.proxies.commands import RecordProxy
from council.kernel.refusals import Refusal
from council.people.commands import ImportResidents, ResidentLine
from tests.council.conftest import Town
from tests.council.counter.assisted.assisting import assist, keep
from tests.council.polls.polling import open_ratification, put_roll

TWO = Refusal(
    "desk.namesakes",
    {"name": "李志", "people": "3-101 R7、5-202 R8", "example": "李志 R7"},
)


def listed(town: Town, *people: tuple[str, str, str]) -> None:
    """Put people on the list: reference, name, unit."""
    lines = tuple(
        ResidentLine(ref=ref, name=name, unit=unit, adult=True, owner_key=None, locale=None)
        for ref, name, unit in people
    )
    town.operate(ImportResidents, lines=lines)


def council(town: Town) -> None:
    town.person("召", "facilitator")
    town.person("代", "clerk")
    open_ratification(town)
    listed(town, ("R7", "李志", "3-101"), ("R8", "李志", "5-202"), ("R9", "王红", "5-301"))


def authorise(town: Town, voter: str, owner: str, serial: str, **fields: Any) -> Any:
    file = keep(town)
    wanted = {"proxy": "王红", "said": "agree", "evidence": file, **fields}
    return town.act(
        "代", RecordProxy, poll=1, voter=voter, signed_by=owner, serial=serial, **wanted
    )


def test_a_name_of_several_asks_which_one(town: Town):
    council(town)

    answers = [assist(town, helper=typed) for typed in ("李志", "李志 9-9")]
    made = [
        assist(town, helper=typed, serial=f"B-{n}")
        for n, typed in enumerate(
            ("李志 R7", "李志 3-101", "R7", "李志 5-202", "王红", "王红 5-301")
        )
    ]

    a = assisted_acts.c
    kept = town.rows(select(a.helper, a.helper_id).order_by(a.number))
    assert answers == [TWO, TWO]
    assert [act.helper for act in made] == [
        "李志 R7",
        "李志 R7",
        "李志 R7",
        "李志 R8",
        "王红",
        "王红",
    ]
    assert len({row.helper_id for row in kept}) == 3


def test_owners_of_the_same_name_on_the_roll_are_told_apart_too(town: Town):
    put_roll(town, {"8-1": (9000, ("赵敏#1",)), "8-2": (9000, ("赵敏#2",))})
    council(town)

    asked = assist(town, helper="赵敏")
    made = assist(town, helper="赵敏 8-2")

    assert asked == Refusal(
        "desk.namesakes",
        {"name": "赵敏", "people": "8-1 赵敏#1、8-2 赵敏#2", "example": "赵敏 赵敏#1"},
    )
    assert made.helper == "赵敏 赵敏#2"


def test_the_owner_cannot_help_themselves_under_their_listed_name(town: Town):
    council(town)
    town.person("甲先生", "clerk", owner_key="甲")

    answer = assist(town, "甲先生", helper="甲先生")

    assert answer == Refusal("assist.helper_is_person", {"person": "甲"})


def test_a_namesake_of_the_helper_may_confirm_but_not_the_helper(town: Town):
    council(town)
    town.person("林", "clerk")
    listed(town, ("R12", "林", "6-101"))
    assist(town, helper="林 R12")
    assist(town, helper="林 林", serial="A-2", voter="1-102", owner="乙")

    answers = [town.act("林", ConfirmAssist, act=act) for act in (1, 2)]

    assert answers[0].state == "counted"
    assert answers[1] == Refusal("assist.second_person")


def test_the_cap_of_proxies_is_of_one_person_and_not_shared_by_namesakes(town: Town):
    council(town)
    voters = (("1-101", "甲"), ("1-102", "乙"), ("1-201", "丙"), ("2-101", "己"))

    asked = authorise(town, "1-101", "甲", "W-0", proxy="李志")
    made = [
        authorise(town, voter, owner, f"W-{n}", proxy=proxy)
        for n, ((voter, owner), proxy) in enumerate(
            zip(voters, ("李志 R7", "李志 R7", "R7", "李志 R8"), strict=True), start=1
        )
    ]

    assert asked == TWO
    assert [(act.proxy, act.heads) for act in made] == [
        ("李志 R7", 1),
        ("李志 R7", 2),
        ("李志 R7", 3),
        ("李志 R8", 1),
    ]
