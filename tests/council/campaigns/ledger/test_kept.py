"""What is told of a closed campaign is drawn up once, and anew as soon as anything of it changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from council.campaigns.ledger.told import Told, gifts_told
from council.campaigns.refunds.commands import ConfirmRefund, DeclineRefund
from council.kernel.database.transaction import Transaction
from council.people.commands import ImportResidents, ResidentLine
from tests.council.conftest import Town
from tests.council.fund import Fund, open_fund


@pytest.fixture
def fund(town: Town) -> Fund:
    """Six households gave ¥100 each, of ¥1,000, and have all of it back: nothing waits any more."""
    made = open_fund(town)
    for place in range(1, 7):
        town.person(f"李{place}", unit=f"1-1-{place}01")
        made.pledge(f"李{place}", "100")
        made.receive(place, 10_000)
        town.clock.at += 60
    made.close()
    for number in range(1, 7):
        town.clock.at += 60
        town.act("孙复核", ConfirmRefund, campaign=1, number=number)
    assert made.view().state == "refunded"
    return made


def read(fund: Fund) -> Told:
    (told,) = fund.town.app.bus.read_now(lambda tx: gifts_told(tx, fund.town.id)).values()
    return told


def drawn_up(fund: Fund) -> Told:
    """What is told now, from all that is kept of it: who writes never takes what is kept."""

    def look(tx: Transaction) -> Told:
        (told,) = gifts_told(tx, fund.town.id).values()
        return told

    found: Told = fund.town.app.bus.submit_run(look).result()
    return found


@contextmanager
def watched(fund: Fund) -> Iterator[list[str]]:
    """Note what is asked of the database by whoever reads."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(fund.town.app.read, "before_cursor_execute", note)
    yield said
    event.remove(fund.town.app.read, "before_cursor_execute", note)


def test_the_gifts_of_a_closed_campaign_are_read_once(fund: Fund):
    first = read(fund)

    with watched(fund) as said:
        second = read(fund)

    assert first == second == drawn_up(fund)
    assert [each.many for each in first.groups] == [3, 3, 3, 3]
    assert not [each for each in said if "residents" in each]


def test_late_money_is_told_when_it_can_be(fund: Fund):
    before = read(fund)
    for place in range(1, 7):
        fund.town.clock.at += 60
        fund.receive(place, 700 + place)
        assert read(fund) == drawn_up(fund)
    for number in range(7, 13):
        fund.town.clock.at += 60
        verb = DeclineRefund if number == 8 else ConfirmRefund
        fund.town.act("孙复核", verb, campaign=1, number=number)
        assert read(fund) == drawn_up(fund)

    assert read(fund).groups[: len(before.groups)] == before.groups
    assert read(fund).late_fen("receipt") == 701 + 702 + 703


def test_who_moves_together_is_one_household_as_everywhere(fund: Fund):
    read(fund)
    line = ResidentLine(
        ref="李2", name="李2", unit="1-1-101", adult=True, owner_key=None, locale=None
    )
    fund.town.operate(ImportResidents, lines=(line,))

    assert read(fund) == drawn_up(fund)
    assert read(fund).groups[0].many == 6


def test_whoever_writes_keeps_nothing_that_may_be_undone(fund: Fund):
    drawn_up(fund)

    with watched(fund) as said:
        read(fund)

    assert [each for each in said if "residents" in each]
