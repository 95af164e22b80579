"""The facilitator's form: pot, projects, ballot, times."""

from sqlalchemy import insert, update

from council.kernel.database.transaction import Transaction
from council.kernel.screens.translator import Translator
from council.motions.tables import motions, responses
from council.polls.rules import PollOption
from council.wordings import render
from tests.council.conftest import NOON, Town
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.polls.polling import council, put_motion

ZH = Translator("zh_CN")


def answered(town: Town, number: int, title: str, cost_fen: int) -> None:
    """A motion whose party named a cost in its answer."""
    put_motion(town)

    def write(tx: Transaction) -> None:
        m = motions.c
        mine = (m.community_id == town.id, m.number == number)
        tx.connection.execute(update(motions).where(*mine).values(title=title))
        motion_id = tx.connection.scalar(motions.select().with_only_columns(m.id).where(*mine))
        row = {
            "community_id": town.id,
            "id": tx.new_id(),
            "motion_id": motion_id,
            "addressee": "manager",
            "state": "answered",
            "asked_at": 1,
            "acknowledge_by": 2,
            "answer_by": 3,
            "decision": "accept",
            "cost_fen": cost_fen,
        }
        tx.connection.execute(insert(responses), [row])

    town.app.bus.submit_run(write).result()


def test_a_budget_vote_is_drafted_line_by_line(town: Town):
    council(town)
    put_motion(town)

    form = Filling(town, "召", "budget")
    broken = form.say("1.50")
    form.say("10 万")
    costless = form.say("长椅\n路灯 3000")
    ready = form.say("1. 长椅 5000 | 三号楼前\n2. 路灯 1.5万")
    shown = render(ready, ZH).text
    form.change("ballot")
    form.tap("knapsack")
    form.change("pot")
    forgotten = form.say("20000")
    form.say("长椅 5000\n路灯 1.5万")
    made = form.file()

    assert (problem(broken), problem(costless)) == ("budget.whole_yuan", "budget.no_cost")
    assert "人民币壹拾万元整" in shown
    assert "A 长椅 ¥5,000 | 三号楼前\nB 路灯 ¥15,000" in shown
    assert "预算表决只供参考" in shown
    assert forgotten.asks == "projects"
    assert (made.kind, made.state, made.ballot, made.pot_fen, made.opens_at) == (
        "budget",
        "draft",
        "knapsack",
        2_000_000,
        NOON,
    )
    assert made.options == (
        PollOption(letter="A", title="长椅", cost_fen=500_000),
        PollOption(letter="B", title="路灯", cost_fen=1_500_000),
    )


def test_motions_with_an_answered_cost_are_offered_and_linked(town: Town):
    council(town)
    put_motion(town)
    answered(town, 2, "修单车棚", 350_050)
    answered(town, 3, "换门禁", 120_000)
    answered(town, 4, "建会所", 90_000_000)

    form = Filling(town, "召", "budget")
    asked = form.say("1 万")
    taken = form.tap(asked.offered[0].code)
    made = form.file()

    assert "议案 2：修单车棚，答复的费用 ¥3,501" in render(asked, ZH).text
    assert "建会所" not in render(asked, ZH).text
    assert filled(taken)["pot"] == 1_000_000
    assert made.options == (
        PollOption(letter="A", title="换门禁", cost_fen=120_000, source="m3"),
        PollOption(letter="B", title="修单车棚", cost_fen=350_100, source="m2"),
    )


def test_a_motion_that_is_not_deliberated_has_no_form(town: Town):
    council(town)
    put_motion(town, state="announced")

    assert Filling(town, "召", "budget").sheet.key == "poll.motion_not_ready_budget"
