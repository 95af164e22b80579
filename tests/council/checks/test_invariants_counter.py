"""The invariants of the desk: they hold after every act there, and each damage is found."""

import pytest
from sqlalchemy import select

from council.counter.assisted.commands import ConfirmAssist, OverturnAssist
from council.counter.assisted.tables import follow_up_calls
from council.counter.deliveries.commands import NoteDelivery
from council.counter.follow_ups.commands import ConfirmFollowUp
from council.counter.proxies.commands import RevokeProxy
from council.polls.commands import ClosePoll, CountPoll
from tests.council.checks.test_invariants import broken, damage, findings
from tests.council.conftest import NOON, Town
from tests.council.counter.assisted.assisting import assist
from tests.council.counter.test_representatives import authorise
from tests.council.polls.polling import DAY, open_ratification


@pytest.fixture
def desk(town: Town) -> Town:
    """A counted vote with acts in every state, proxies, deliveries and a call."""
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("办", "clerk")
    town.person("乙先生", owner_key="乙")
    open_ratification(town)
    for n, (voter, owner) in enumerate((("1-101", "甲"), ("1-102", "乙"), ("1-201", "丙")), 1):
        assist(town, serial=f"A-{n}", voter=voter, owner=owner)
    for act in (1, 2):
        town.act("办", ConfirmAssist, act=act)
    town.act("乙先生", OverturnAssist, act=2)
    authorise(town, "2-101", "己", "W-1")
    authorise(town, "1-202", "丁", "W-2")
    town.act("代", RevokeProxy, proxy_number=2, reason="本人要求")
    town.act(
        "代",
        NoteDelivery,
        poll=1,
        units=("1-202",),
        state="delivered",
        method="hand",
        receiver="戊",
        note="-",
    )
    town.clock.at = NOON + 30 * DAY
    town.tick(ClosePoll, poll=1)
    town.tick(CountPoll, poll=1)
    act = town.rows(select(follow_up_calls.c.act))[0].act
    town.act("召", ConfirmFollowUp, act=act)
    return town


def test_all_of_them_hold(desk: Town):
    found = findings(desk)

    assert broken(desk) == {}
    assert [found[name].state for name in ("I16", "I17", "I18", "I19")] == ["holds"] * 4
    assert found["I16"].text.endswith("3 checked")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE ballots SET content = '{\"choice\":\"oppose\"}' WHERE paper_serial = 'A-1'",
            {"I16": "heyue assisted act 1: its ballot is another"},
        ),
        (
            "UPDATE papers SET revision = NULL WHERE serial = 'A-1'",
            {"I16": "heyue assisted act 1: its paper is not kept"},
        ),
        (
            "UPDATE assisted_acts SET confirmed_by = NULL WHERE number = 1",
            {"I16": "heyue assisted act 1: no second person has confirmed it"},
        ),
        (
            "UPDATE assisted_acts SET contact = '' WHERE number = 3",
            {"I16": "heyue assisted act 3: contact is missing"},
        ),
        (
            "UPDATE assisted_acts SET state = 'recorded' WHERE number = 3",
            {"I16": "heyue assisted act 3: it still waits though the poll is over"},
        ),
        (
            "UPDATE ballots SET revision = 9 WHERE paper_serial = 'W-2'",
            {"I17": "heyue proxy 2: it is revoked, but its ballot stands"},
        ),
        (
            "UPDATE proxies SET serial = 'W-9' WHERE number = 1",
            {"I17": "heyue proxy 1: its ballot is another"},
        ),
        (
            "UPDATE deliveries SET number = 2",
            {"I18": "heyue poll 1: 1 gaps"},
        ),
        (
            "UPDATE deliveries SET receiver = NULL",
            {"I18": "heyue poll 1: 1 to nobody"},
        ),
        (
            "UPDATE deliveries SET unit = '9-9'",
            {"I18": "heyue poll 1: 1 off the roll"},
        ),
        (
            "UPDATE follow_up_calls SET act = 3",
            {"I19": "heyue poll 1: another draw"},
        ),
        (
            "UPDATE follow_up_calls SET called_by = (SELECT recorded_by FROM assisted_acts LIMIT 1)",
            {"I19": "heyue assisted act 1: called by one of its own"},
        ),
    ],
    ids=str,
)
def test_each_damage_is_found(desk: Town, statement: str, said: dict[str, str]):
    damage(desk, statement)

    found = broken(desk)

    assert {name: text for name, text in said.items() if text not in found.get(name, "")} == {}


def test_who_stands_for_more_than_the_cap_is_found(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    open_ratification(town)
    for n, (voter, owner) in enumerate((("1-101", "甲"), ("1-102", "乙"), ("1-201", "丙")), 1):
        authorise(town, voter, owner, f"W-{n}")
    authorise(town, "2-101", "己", "W-4", proxy="李志")
    before = broken(town)

    damage(town, "UPDATE proxies SET proxy = '王红'")

    assert before == {}
    assert "heyue proxy of 王红: 4 heads, 3 at most" in broken(town)["I17"]
