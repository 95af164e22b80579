"""A campaign that failed, to its signed books and beyond: somebody's refund waits all the while."""

from typing import Any

import pytest

from council.campaigns.keepers.commands import PublishStatement, SignStatement
from council.campaigns.ledger.final import final_statement
from council.campaigns.ledger.public import ledger
from council.campaigns.reads import progress
from council.campaigns.refunds.commands import ConfirmRefund, DeclineRefund, MarkUnreached
from council.checks.every import CHECKS
from tests.council.conftest import Town
from tests.council.fund import DAY, Fund, open_fund
from tests.council.kernel.forms.filling import Filling

#: What this must keep of the invariants: its motion and poll are rows without a past.
MONEY = ("I8", "I9", "I10", "I11", "I13", "I14", "I22", "I27", "I30", "I31", "I34", "I36", "I37")


@pytest.fixture
def fund(town: Town) -> Fund:
    """Six households gave ¥100 each, of ¥1,000; closed, and all of it asked back."""
    made = open_fund(town)
    for place in range(1, 7):
        name = f"李{place}"
        town.person(name, unit=f"1-1-{place}01")
        made.pledge(name, "100")
        made.receive(place, 10_000)
    made.close()
    later(made)
    return made


def broken(fund: Fund) -> list[str]:
    def look(tx: Any) -> list[str]:
        found = [check(tx) for check in CHECKS]
        return [
            f"{each.name} {each.text}"
            for each in found
            if each.name in MONEY and each.state == "broken"
        ]

    return fund.town.app.bus.read_now(look)


def confirm(fund: Fund, *numbers: int) -> None:
    for number in numbers:
        fund.town.act("孙复核", ConfirmRefund, campaign=1, number=number)


def later(fund: Fund) -> None:
    fund.town.clock.at += 60


def final(fund: Fund) -> Any:
    return fund.town.app.bus.read_now(
        lambda tx: final_statement(tx, fund.town.id, number=1, timezone="Asia/Shanghai")
    )


def withheld(fund: Fund) -> int:
    return fund.town.app.bus.read_now(lambda tx: ledger(tx, fund.town.id)).withheld


def claim(fund: Fund, name: str) -> None:
    form = Filling(fund.town, name, "claim")
    form.tap("cash")
    form.file()


@pytest.mark.parametrize("answer", [MarkUnreached, DeclineRefund])
def test_a_statement_that_was_published_holds_whatever_becomes_of_who_waited(
    fund: Fund, answer: type[Any]
):
    confirm(fund, 1, 2, 3)
    later(fund)
    fund.town.act("孙复核", PublishStatement, campaign=1)
    told = final(fund).lines
    later(fund)

    fund.town.act("孙复核", answer, campaign=1, number=4)

    assert final(fund).lines == told
    assert broken(fund) == []


def test_the_last_two_are_told_when_the_last_payee_is_given_up_and_not_before(fund: Fund):
    confirm(fund, 1, 2, 3)
    later(fund)
    confirm(fund, 4, 5)
    later(fund)
    fund.town.act("孙复核", PublishStatement, campaign=1)
    later(fund)

    fund.town.act("钱会计", MarkUnreached, campaign=1, number=6)

    shown = final(fund)
    assert (fund.view().state, shown.settled, withheld(fund)) == ("refunded", True, 0)
    assert (shown.in_fen, shown.out_fen, shown.closing_fen) == (60_000, 50_000, 10_000)
    assert broken(fund) == []


def test_the_books_are_signed_while_a_refund_waits_and_its_claim_is_paid_afterwards(fund: Fund):
    confirm(fund, 1, 2, 3, 4, 5)
    later(fund)
    fund.town.act("钱会计", MarkUnreached, campaign=1, number=6)
    later(fund)
    fund.town.act("孙复核", PublishStatement, campaign=1)
    signed = fund.town.act("吴监督", SignStatement, campaign=1).campaign
    before = final(fund)
    fund.town.clock.at += DAY

    claim(fund, "李6")
    asked = broken(fund)
    confirm(fund, 6)
    after = final(fund)
    book = fund.town.app.bus.read_now(lambda tx: ledger(tx, fund.town.id))
    seen = fund.town.app.bus.read_now(lambda tx: progress(tx, fund.town.id, 1))

    assert (signed.state, signed.statements[0].held_fen) == ("archived", 10_000)
    assert (before.closing_fen, before.settled) == (10_000, True)
    assert after.lines[: len(before.lines)] == before.lines
    assert (after.in_fen, after.out_fen, after.closing_fen) == (60_000, 60_000, 0)
    assert (book.held_fen, book.check_fen, book.withheld) == (0, 0, 0)
    assert (seen.held_fen, seen.unreached, seen.unreached_fen) == (0, 0, 0)
    assert fund.view().state == "archived"
    assert (asked, broken(fund)) == ([], [])


def test_late_money_after_the_books_are_closed_tells_nobodys_sum(fund: Fund):
    confirm(fund, 1, 2, 3, 4, 5, 6)
    later(fund)
    fund.town.act("孙复核", PublishStatement, campaign=1)
    fund.town.act("吴监督", SignStatement, campaign=1)
    before = final(fund)
    later(fund)

    fund.receive(1, 7_700, external_ref="late")
    came, waits = final(fund), withheld(fund)
    confirm(fund, 7)
    after = final(fund)

    assert (came.lines, after.lines) == (before.lines, before.lines)
    assert (waits, withheld(fund)) == (1, 2)
    assert broken(fund) == []


def test_late_money_in_the_second_in_which_the_books_are_closed_tells_nobodys_sum(fund: Fund):
    confirm(fund, 1, 2, 3, 4, 5, 6)
    before = final(fund)

    fund.receive(1, 7_700, external_ref="late")

    assert final(fund).lines == before.lines
    assert withheld(fund) == 1
    assert broken(fund) == []


def test_a_claim_that_nobody_confirms_waits_on_even_when_the_books_are_signed(fund: Fund):
    confirm(fund, 1, 2, 3, 4, 5)
    fund.town.act("钱会计", MarkUnreached, campaign=1, number=6)
    later(fund)
    fund.town.act("孙复核", PublishStatement, campaign=1)
    fund.town.act("吴监督", SignStatement, campaign=1)
    claim(fund, "李6")
    later(fund)

    fund.town.act("孙复核", DeclineRefund, campaign=1, number=6)
    declined, waits = broken(fund), fund.view().unreached
    claim(fund, "李6")
    confirm(fund, 6)

    assert fund.town.told("李6")[-2][0] == "refund_not_yet"
    assert (declined, waits) == ([], 1)
    assert (fund.view().held_fen, fund.view().refunded_fen) == (0, 60_000)
    assert broken(fund) == []
