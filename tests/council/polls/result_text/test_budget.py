from council.cli.counting_voice import voice_of
from council.polls.result_text.budget import budget_paragraph
from tests.voting.methods.test_equal_shares import approvals
from voting.methods.equal_shares import EqualSharesRules, count_equal_shares
from voting.methods.greedy import GreedyRules, count_greedy

CHINESE, ENGLISH = voice_of("zh_CN"), voice_of("en")
PARK = approvals({"树": 12, "灯": 9, "椅": 9}, ["树", "树", "灯", "椅"], budget=20)


def test_a_raise_that_would_overspend():
    outcome = count_equal_shares(PARK, rules=EqualSharesRules(completion="add1"))

    assert budget_paragraph(outcome, ENGLISH) == (
        "The budget is 20, and 4 people voted: everybody has an equal part of 5. Only its supporters"
        " pay for a project; taken next is always the one that costs them least. To use up the money,"
        " everybody's part is raised by 1 at a time, to 8; one more would overspend. 1 project is"
        " bought for 12; 8 is left. First comes 树 (cost 12): 2 supporters pay 6 each. Closest of the"
        " others is 灯: what its supporters have left lacks 1."
    )


def test_a_raise_that_ends_because_nothing_fits():
    rules = EqualSharesRules(completion="add1", stop_when_exhaustive=True)

    outcome = count_equal_shares(PARK, rules=rules)

    assert "加到 6；到这里已没有别的项目可选。" in budget_paragraph(outcome, CHINESE)


def test_greedy_is_told_by_support():
    outcome = count_greedy(PARK, rules=GreedyRules())

    assert budget_paragraph(outcome, CHINESE) == (
        "预算 20，4 人投票。项目按支持从多到少排，余款够就选上。一共选上 1 个项目，用去 12，余 8。"
        "最先选上的是“树”（费用 12），支持 2。没选上的项目里最接近的是“灯”（支持 1）：余款还差 1。"
    )


def test_nothing_is_bought():
    outcome = count_equal_shares(PARK, rules=EqualSharesRules())

    assert budget_paragraph(outcome, CHINESE).endswith(
        "每次选支持者出得最省的。没有一个项目选上。"
    )
