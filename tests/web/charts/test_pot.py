"""A pot in steps: each as wide as its cost, one after the other, parted where people paid less."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from council.polls.budgets.counting import BudgetResult, Funded, Paid
from web.charts.pot import Pot, Step, pot_of
from web.charts.units import WIDE


def counted(pot_fen: int, *funded: Funded) -> BudgetResult:
    spent = sum(each.cost_fen for each in funded)
    return BudgetResult(
        ballots=12,
        roll=20,
        pot_fen=pot_fen,
        spent_fen=spent,
        left_fen=pot_fen - spent,
        share_fen=0,
        raised_fen=0,
        funded=funded,
        unfunded=(),
        greedy=None,
        ties=(),
        lot=(),
        lot_seed="",
    )


def project(letter: str, cost_fen: int, *payments: Paid) -> Funded:
    return Funded(
        letter=letter,
        cost_fen=cost_fen,
        points=0,
        supporters=sum(each.supporters for each in payments),
        payments=payments,
        left_fen=0,
    )


def test_projects_stand_one_after_the_other_and_are_parted_by_who_paid_less():
    shown = pot_of(
        counted(
            100_000,
            project(
                "B",
                50_000,
                Paid(each_fen=10_000, supporters=4),
                Paid(each_fen=5_000, supporters=2),
            ),
            project("A", 25_000, Paid(each_fen="25000/3", supporters=3)),
        )
    )

    assert shown == Pot(
        steps=(
            Step(letter="B", x=Fraction(0), wide=Fraction(500), cuts=(Fraction(400),)),
            Step(letter="A", x=Fraction(500), wide=Fraction(250), cuts=()),
        ),
        left=Fraction(750),
    )


def test_payments_that_are_not_all_told_part_nothing():
    few = pot_of(counted(100, project("A", 50, Paid(each_fen=20, supporters=2))))
    none = pot_of(counted(100, project("A", 50)))

    assert [step.cuts for step in (*few.steps, *none.steps)] == [(), ()]
    assert pot_of(counted(100)) == Pot(steps=(), left=Fraction(0))


@given(st.lists(st.integers(min_value=1, max_value=10**9), max_size=12), st.integers(0, 10**9))
def test_the_steps_are_the_pot_but_for_what_is_left(costs: list[int], left_fen: int):
    pot = sum(costs) + left_fen
    if not pot:
        return
    shown = pot_of(counted(pot, *(project("A", cost) for cost in costs)))

    assert sum(step.wide for step in shown.steps) == shown.left
    assert (WIDE - shown.left) * pot == left_fen * WIDE
