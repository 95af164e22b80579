"""Fund lines: written by one, confirmed by another; the maintenance fund is never among them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from council.campaigns.funds.checks import i35_fund_lines_as_confirmed
from council.campaigns.funds.commands import (
    ConfirmFundMove,
    DeclineFundMove,
    NoteMaintenanceFund,
    ProposeFundMove,
    RecordFundLine,
)
from council.campaigns.funds.public import funds
from council.campaigns.funds.reads import desk
from council.kernel.refusals import refuse
from tests.council.conftest import NOON, Town
from tests.council.fund import Fund, open_fund
from tests.council.kernel.forms.filling import Filling


@pytest.fixture
def fund(town: Town) -> Fund:
    return open_fund(town, target_fen=51_000_000)


def line(fund: Fund, name: str = "钱会计", **changed: Any) -> Any:
    terms = {
        "kind": "common_income",
        "title": "2026 年公共收益",
        "source": "业主大会",
        "terms": "",
        "resolution": "2026-001",
    }
    return fund.town.act(name, RecordFundLine, **(terms | changed))


def write(fund: Fund, kind: str, fen: int, name: str = "钱会计", number: int = 1) -> Any:
    return fund.town.act(
        name, ProposeFundMove, line=number, kind=kind, amount_fen=fen, voucher="银行回单 7"
    )


def confirm(fund: Fund, number: int, name: str = "孙复核", of: int = 1) -> Any:
    return fund.town.act(name, ConfirmFundMove, line=of, number=number)


def shown(fund: Fund) -> Any:
    return fund.town.app.bus.read_now(lambda tx: funds(tx, fund.town.id))


def test_the_demos_three_sources_make_up_the_cost(fund: Fund):
    line(fund)
    line(
        fund,
        kind="matching_award",
        title="以奖代补",
        source="清河街道办事处",
        terms="验收合格后拨付",
    )
    for number, fen in ((1, 42_000_000), (2, 19_000_000)):
        write(fund, "budget", fen, number=number)
        confirm(fund, 1, of=number)

    (project,) = shown(fund).projects

    assert [(each.kind, each.budget_fen) for each in project.lines] == [
        ("common_income", 42_000_000),
        ("matching_award", 19_000_000),
        ("campaign", 51_000_000),
    ]
    assert project.budget_fen == 112_000_000
    assert project.lines[1].terms == "验收合格后拨付"


def test_nothing_counts_before_a_second_person_has_confirmed_it(fund: Fund):
    line(fund)
    write(fund, "budget", 500_00)
    write(fund, "income", 400_00)
    before = [each.kind for project in shown(fund).projects for each in project.lines]
    own = confirm(fund, 1, "钱会计")
    confirm(fund, 1)
    confirm(fund, 2)
    again = confirm(fund, 2)
    write(fund, "expense", 300_00)
    fund.town.act("孙复核", DeclineFundMove, line=1, number=3)
    write(fund, "expense", 100_00)
    confirm(fund, 4)

    (project,) = shown(fund).projects

    assert before == ["campaign"]
    assert own.key == "policy.not_your_role"
    assert again == refuse("fund.not_waiting", number=2)
    found = project.lines[0]
    assert (found.budget_fen, found.in_fen, found.out_fen, found.left_fen) == (
        500_00,
        400_00,
        100_00,
        300_00,
    )


def test_nothing_goes_out_that_is_not_there_or_not_budgeted(fund: Fund):
    line(fund)
    write(fund, "income", 400_00)
    confirm(fund, 1)
    unbudgeted = write(fund, "expense", 100_00)
    write(fund, "budget", 350_00)
    confirm(fund, 2)
    write(fund, "expense", 300_00)

    assert unbudgeted == refuse("fund.over_budget", left_fen=0)
    assert write(fund, "expense", 200_00) == refuse(
        "fund.not_enough", held_fen=100_00, total_fen=200_00
    )
    assert write(fund, "expense", 60_00) == refuse("fund.over_budget", left_fen=50_00)
    assert write(fund, "budget", 200_00) == refuse("fund.budget_spent", spent_fen=300_00)


def test_who_has_both_roles_does_not_confirm_their_own(fund: Fund):
    fund.town.person("李全", "treasurer", "second_signer")
    line(fund)
    write(fund, "budget", 500_00, "李全")

    assert confirm(fund, 1, "李全") == refuse("fund.own_move")


@pytest.mark.parametrize(
    "changed",
    [{"title": "专项维修资金"}, {"source": "市维修资金中心"}, {"title": "Repair fund 2026"}],
)
def test_the_maintenance_fund_is_no_line(fund: Fund, changed: dict[str, str]):
    assert line(fund, **changed) == refuse("fund.maintenance")


def test_who_gives_on_a_condition_says_it(fund: Fund):
    assert line(fund, kind="ppp") == refuse("fund.terms_needed")


def test_the_maintenance_fund_is_noted_and_in_no_sum(fund: Fund):
    noted = fund.town.act(
        "钱会计",
        NoteMaintenanceFund,
        balance_fen=123_456_789,
        source="市维修资金中心查询单",
        as_of=NOON - 86_400,
    )
    early = fund.town.act(
        "钱会计", NoteMaintenanceFund, balance_fen=1, source="x", as_of=NOON + 86_400 * 40
    )

    told = shown(fund)

    assert noted.maintenance.balance_fen == told.maintenance.balance_fen == 123_456_789
    assert sum(project.in_fen + project.budget_fen for project in told.projects) == 51_000_000
    assert early == refuse("fund.not_yet")


def test_a_treasurer_fills_in_the_forms(fund: Fund):
    form = Filling(fund.town, "钱会计", "fund_line", "new")
    form.start()
    for answer in ("matching_award", "以奖代补", "清河街道办事处", "验收后拨付", "2026-001"):
        form.say(answer)
    made = form.file()

    assert (made.did, made.lines[0].terms) == ("recorded", "验收后拨付")
    assert fund.town.read("孙复核", desk).waiting == ()


def test_a_source_that_is_too_long_is_asked_for_again_and_never_cut(fund: Fund):
    form = Filling(fund.town, "钱会计", "fund_line", "new")
    form.start()

    said = form.say("common_income", "公共收益", "业主大会" * 16)

    assert said.problem == refuse(
        "campaign.text_too_long", kind_key="fund.field.source", n=64, most=60
    )


@pytest.mark.parametrize(("said", "day"), [("今天", 30), ("1月29日", 29), ("2026-01-29", 29)])
def test_a_note_of_the_maintenance_fund_is_a_form_too(fund: Fund, said: str, day: int):
    form = Filling(fund.town, "钱会计", "maintenance_note", "new")
    form.start()
    for answer in ("3,864,200", "市维修资金中心查询单", said):
        form.say(answer)
    made = form.file()

    assert made.maintenance.balance_fen == 386_420_000
    assert datetime.fromtimestamp(made.maintenance.as_of, ZoneInfo("Asia/Shanghai")).day == day


def test_an_expense_is_proposed_by_form_and_judged_at_once(fund: Fund):
    line(fund)
    form = Filling(fund.town, "钱会计", "fund_move")
    form.start()
    form.say("expense")

    assert form.say("100").problem == refuse("fund.not_enough", held_fen=0, total_fen=100_00)


def test_the_check_names_what_was_changed_past_the_program(fund: Fund):
    line(fund)
    write(fund, "budget", 500_00)
    write(fund, "income", 400_00)
    for number in (1, 2):
        confirm(fund, number)
    write(fund, "expense", 300_00)
    confirm(fund, 3)

    def state(sql: str = "") -> str:
        def look(tx: Any) -> Any:
            if sql:
                tx.connection.execute(text(sql))
            return i35_fund_lines_as_confirmed(tx).state

        return fund.town.app.bus.submit_run(look).result()

    whole = state()
    broken = state("UPDATE fund_moves SET amount_fen = 20000 WHERE number = 2")
    mended = state("UPDATE fund_moves SET amount_fen = 40000 WHERE number = 2")
    renamed = state("UPDATE fund_lines SET source = '维修资金中心'")

    assert (whole, broken, mended, renamed) == ("holds", "broken", "holds", "broken")
