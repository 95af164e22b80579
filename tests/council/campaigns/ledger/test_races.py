"""Three workers at one set of books: nothing is given twice, no number twice, the chain is whole."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from council.app import open_app
from council.campaigns.ledger import balances
from council.campaigns.ledger.accounts import held, late
from council.campaigns.payments.commands import ApprovePayment, ProposePayment
from council.campaigns.pledges.commands import AddExcess
from council.campaigns.receipts.commands import RecordReceipt, SignReceipt
from council.campaigns.refunds.commands import (
    AskRefund,
    ConfirmRefund,
    DeclineRefund,
    MarkUnreached,
)
from council.campaigns.tables import ledger_lines, receipts, refund_requests
from council.checks.chained import first_touched
from council.dispatch import run
from council.kernel.app import App
from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.people.commands import GrantRole
from tests.council.campaigns.payments.works import Works, begin
from tests.council.conftest import Town
from tests.council.fund import DEADLINE, Fund, open_fund

WORKERS = 3


@pytest.fixture
def workers(town: Town, tmp_path: Path) -> Iterator[list[App]]:
    """Three programs on one database, each with its own writer."""
    with ExitStack() as stack:
        settings = town.app.settings.model_copy(update={"data_dir": tmp_path})
        yield [stack.enter_context(open_app(settings, clock=town.clock)) for _ in range(WORKERS)]


def race(
    workers: list[App], ask: Callable[[int, int], Command[Any]], *, times: int = 1
) -> list[Any]:
    """Let every worker ask at the same moment, several times over; gives all answers."""
    start = Barrier(len(workers))

    def run(place: int) -> list[Any]:
        start.wait()
        return [workers[place].bus.submit(ask(place, turn)).result() for turn in range(times)]

    with ThreadPoolExecutor(len(workers)) as pool:
        return [each for found in pool.map(run, range(len(workers))) for each in found]


def done(answers: list[Any]) -> int:
    return sum(not isinstance(each, Refusal) for each in answers)


def refused(answers: list[Any]) -> Counter[str]:
    return Counter(each.key for each in answers if isinstance(each, Refusal))


def whole(town: Town) -> None:
    """The chain is as it was written, and its lines run on."""
    t = ledger_lines.c
    rows = town.rows(select(t.line).where(t.community_id == town.id).order_by(t.line))
    assert [row.line for row in rows] == list(range(1, len(rows) + 1))
    assert town.app.bus.read_now(lambda tx: first_touched(tx, town.id)) == 0


def left(town: Town) -> tuple[int, int]:
    """What is held, and what of that is free."""
    account = held(1)
    return town.app.bus.read_now(
        lambda tx: (
            balances.posted(tx, town.id, (account,))[account],
            balances.available(tx, town.id, (account,))[account],
        )
    )


@pytest.fixture
def works(town: Town) -> Works:
    made = begin(town)
    made.task(budget_fen=None)
    made.resolve(approved_fen=90_000)
    made.agree(amount_fen=90_000, retention_fen=0, retention_until=0)
    for name in ("复甲", "复乙"):
        town.person(name, "second_signer")
    return made


def test_one_payment_approved_by_three_is_paid_once(works: Works, workers: list[App]):
    works.pay(30_000)
    signers = [works.town.people[name] for name in ("孙复核", "复甲", "复乙")]

    answers = race(
        workers, lambda place, _: ApprovePayment(actor=signers[place], campaign=1, number=1)
    )

    assert (done(answers), refused(answers)) == (1, {"payment.not_now": 2})
    assert left(works.town) == (70_000, 70_000)
    assert works.fund.findings() == ()
    whole(works.town)


def test_payments_and_refunds_at_once_never_pass_what_is_there(works: Works, workers: list[App]):
    treasurer = works.town.people["钱会计"]

    def ask(place: int, turn: int) -> Command[Any]:
        if place == 0:
            return AskRefund(
                actor=treasurer, campaign=1, serial=1, amount_fen=9_000, reason="correction"
            )
        return ProposePayment(
            actor=treasurer,
            campaign=1,
            contract=1,
            amount_fen=9_000 + turn,
            invoice=f"FP-{place}-{turn}",
            file=works.invoice,
        )

    answers = race(workers, ask, times=5)

    there, free = left(works.town)
    assert there == 100_000
    assert 0 <= free < 9_000
    assert done(answers) == 11
    assert works.fund.findings() == ()
    whole(works.town)


def test_one_refund_confirmed_by_three_is_given_once(works: Works, workers: list[App]):
    works.town.act(
        "钱会计", AskRefund, campaign=1, serial=1, amount_fen=60_000, reason="correction"
    )
    signers = [works.town.people[name] for name in ("孙复核", "复甲", "复乙")]

    answers = race(
        workers, lambda place, _: ConfirmRefund(actor=signers[place], campaign=1, number=1)
    )

    assert (done(answers), refused(answers)) == (1, {"refund.not_now": 2})
    assert left(works.town) == (40_000, 40_000)
    whole(works.town)


def test_three_treasurers_leave_no_gap_and_give_no_serial_twice(town: Town, workers: list[App]):
    fund = open_fund(town)
    for name in ("甲", "乙", "丙"):
        town.person(name)
        fund.pledge(name, "900")
    for name in ("甲", "乙"):
        town.operate(GrantRole, ref=name, role="treasurer")
    cashiers = [town.people[name] for name in ("钱会计", "甲", "乙")]

    def ask(place: int, turn: int) -> Command[Any]:
        return RecordReceipt(
            actor=cashiers[place],
            campaign=1,
            pledge=place + 1,
            amount_fen=100 + turn,
            method="cash" if turn % 2 else "transfer",
            external_ref="" if turn % 2 else f"R-{place}-{turn}",
        )

    answers = race(workers, ask, times=6)

    assert done(answers) == 18
    serials = [row.serial for row in town.rows(select(receipts.c.serial).order_by("serial"))]
    assert serials == list(range(1, 19))
    assert fund.findings() == ()
    whole(town)


@pytest.fixture
def fund(town: Town) -> Fund:
    """甲, 乙 and 丙 pledge ¥900 each; three treasurers and three second signers."""
    made = open_fund(town)
    for name in ("甲", "乙", "丙"):
        town.person(name)
        made.pledge(name, "900")
    for name in ("甲", "乙"):
        town.operate(GrantRole, ref=name, role="treasurer")
    for name in ("复甲", "复乙"):
        town.person(name, "second_signer")
    return made


def people(fund: Fund, *names: str) -> list[Any]:
    return [fund.town.people[name] for name in names]


SIGNERS = ("孙复核", "复甲", "复乙")


def states(fund: Fund) -> list[tuple[str, str, int]]:
    q = refund_requests.c
    rows = fund.town.rows(select(q.reason, q.state, q.amount_fen).order_by(q.number))
    return [tuple(row) for row in rows]


def test_late_money_noted_by_three_at_the_deadline_is_all_asked_back(
    fund: Fund, workers: list[App]
):
    cashiers = people(fund, "钱会计", "甲", "乙")
    fund.town.clock.at = DEADLINE

    def ask(place: int, turn: int) -> Command[Any]:
        return RecordReceipt(
            actor=cashiers[place],
            campaign=1,
            pledge=place + 1,
            amount_fen=1_000 + turn,
            method="transfer",
            external_ref=f"L-{place}-{turn}",
        )

    answers = race(workers, ask, times=4)

    serials = [row.serial for row in fund.town.rows(select(receipts.c.serial).order_by("serial"))]
    there = fund.town.app.bus.read_now(
        lambda tx: balances.posted(tx, fund.town.id, (held(1), late(1)))
    )
    assert done(answers) == 12
    assert serials == list(range(1, 13))
    assert there == {held(1): 0, late(1): 3 * (1_000 + 1_001 + 1_002 + 1_003)}
    assert (
        sum(fen for reason, state, fen in states(fund) if (reason, state) == ("late", "asked"))
        == (there[late(1)])
    )
    assert fund.findings() == ()
    whole(fund.town)


def test_what_is_confirmed_declined_and_put_aside_at_once_ends_in_one_way(
    fund: Fund, workers: list[App]
):
    fund.town.clock.at = DEADLINE
    fund.receive(1, 5_000)
    signers = people(fund, *SIGNERS)
    kinds = (ConfirmRefund, DeclineRefund, MarkUnreached)

    answers = race(
        workers, lambda place, _: kinds[place](actor=signers[place], campaign=1, number=1)
    )

    assert (done(answers), refused(answers)) == (1, {"refund.not_now": 2})
    assert states(fund)[0][1] in {"confirmed", "declined", "unreached"}
    assert fund.findings() == ()
    whole(fund.town)


def test_an_excess_is_given_back_or_added_and_never_both(fund: Fund, workers: list[App]):
    fund.receive(1, 95_000, over=True)
    signers = people(fund, *SIGNERS)

    def ask(place: int, _: int) -> Command[Any]:
        if place == 0:
            return AddExcess(actor=fund.town.people["甲"], campaign=1)
        return ConfirmRefund(actor=signers[place], campaign=1, number=1)

    answers = race(workers, ask)

    ((_, state, _),) = states(fund)
    given = state == "confirmed"
    assert done(answers) == 1
    assert fund.view().counted_fen == (90_000 if given else 95_000)
    assert left(fund.town) == ((90_000, 90_000) if given else (95_000, 95_000))
    assert fund.findings() == ()
    whole(fund.town)


def test_cash_signed_by_three_is_posted_once_and_asked_back_once(fund: Fund, workers: list[App]):
    fund.town.clock.at = DEADLINE
    fund.receive(1, 5_000, "cash")
    signers = people(fund, *SIGNERS)

    answers = race(
        workers, lambda place, _: SignReceipt(actor=signers[place], campaign=1, serial=1)
    )

    assert (done(answers), refused(answers)) == (1, {"receipt.not_now": 2})
    assert states(fund) == [("late", "asked", 5_000)]
    assert fund.findings() == ()
    whole(fund.town)


def test_a_serial_that_was_taken_back_is_given_again_so_that_none_is_missing(fund: Fund):
    """A treasurer's program dies in the middle: the transaction rolls back, number and all."""

    class DiedError(Exception):
        """The program died."""

    def half_done(tx: Transaction) -> None:
        made = RecordReceipt(
            actor=fund.town.people["甲"],
            campaign=1,
            pledge=1,
            amount_fen=1_000,
            method="transfer",
            external_ref="DIED",
        )
        assert run(tx, made).serial == 2
        raise DiedError

    first = fund.receive(1, 1_000).serial
    with pytest.raises(DiedError):
        fund.town.app.bus.submit_run(half_done).result()
    again = fund.receive(1, 2_000, external_ref="DIED").serial

    assert (first, again) == (1, 2)
    assert fund.findings() == ()
    whole(fund.town)
