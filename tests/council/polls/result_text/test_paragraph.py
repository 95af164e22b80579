"""Paragraphs for residents: a reviewer reads them here, in both languages."""

from fractions import Fraction

import pytest

from council.cli.counting_voice import voice_of
from council.kernel.screens.translator import Translator
from council.polls.result_text.figures import shown
from council.polls.result_text.paragraph import paragraph
from voting.ballots import strict
from voting.methods.borda import BordaRules, count_borda
from voting.methods.copeland import count_copeland
from voting.methods.irv import IrvRules, council_irv, count_irv
from voting.methods.minimax import count_minimax
from voting.methods.plurality import PluralityRules, count_plurality
from voting.methods.ranked_pairs import count_ranked_pairs
from voting.methods.schulze import SchulzeRules, count_schulze
from voting.methods.stv import StvRules, count_stv
from voting.profile import Candidate, Profile
from voting.ties import TieRules

CHINESE, ENGLISH = voice_of("zh_CN"), voice_of("en")
CANDIDATES = tuple(Candidate(id=n, name=name) for n, name in enumerate("甲乙丙丁戊己", start=1))


def of(ballots, *, among=3):
    return Profile.of(ballots, candidates=CANDIDATES[:among])


def test_a_majority_at_once():
    outcome = count_irv(of({strict((1,)): 3, strict((2,)): 1, (): 1}), rules=IrvRules())

    assert paragraph(outcome, CHINESE) == (
        "一共 5 张选票，其中 4 张有效。第一轮甲就有 3 票，超过半数（需 3 票）；第二是乙，1 票。结果：甲胜出。"
    )
    assert paragraph(outcome, ENGLISH) == (
        "Of 5 ballots 4 are valid. In round 1 甲 already has 3 votes, more than half (at least 3);"
        " next is 乙 with 1. Result: 甲 wins."
    )


def test_a_tie_broken_by_a_rule_and_ballots_without_a_next_choice():
    ballots = {strict((1,)): 3, strict((2, 1)): 2, strict((3,)): 2}

    outcome = count_irv(of(ballots), rules=council_irv(lot_seed="lot"))

    assert paragraph(outcome, CHINESE) == (
        "一共 7 张选票，其中 7 张有效。第一轮没有一个选项过半（过半需 4 票），甲以 3 票领先。"
        "第 1 轮票数最少的是丙（2 票），先退出；这些选票转给各人写的下一个选择：没有下一个选择、不再计入的（2 票）。"
        "第 2 轮甲有 3 票，乙有 2 票；还在计的 5 张里过半需 3 票，甲过半。"
        "第 1 轮乙、丙并列，按事先约定的规则（公开抽签）从前到后是：乙 > 丙。结果：甲胜出。"
    )


def test_of_many_rounds_the_first_and_the_last_are_told():
    ballots = {strict(order): weight for order, weight in [
        ((1,), 60), ((2,), 50), ((3, 2), 9), ((4, 2), 7), ((5, 2), 3), ((6, 1), 1),
    ]}  # fmt: skip

    outcome = count_irv(of(ballots, among=6), rules=IrvRules())

    assert paragraph(outcome, CHINESE) == (
        "一共 130 张选票，其中 130 张有效。第一轮没有一个选项过半（过半需 66 票），甲以 60 票领先。"
        "第 1 轮票数最少的是己（1 票），先退出；这些选票转给各人写的下一个选择：甲（1 票）。"
        "中间各轮依次退出的是戊、丁。"
        "第 4 轮票数最少的是丙（9 票），先退出；这些选票转给各人写的下一个选择：乙（9 票）。"
        "第 5 轮甲有 61 票，乙有 69 票；还在计的 130 张里过半需 66 票，乙过半。结果：乙胜出。"
    ).replace("第 5 轮甲有 61 票，乙有 69 票", "第 5 轮乙有 69 票，甲有 61 票")


def test_a_tie_that_stands():
    outcome = count_irv(of({strict((1,)): 1, strict((2,)): 1}, among=2), rules=IrvRules())

    assert paragraph(outcome, CHINESE) == (
        "一共 2 张选票，其中 2 张有效。甲、乙并列，事先约定的规则分不出先后，所以还没有结果。"
    )


def test_most_votes():
    outcome = count_plurality(
        of({strict((1,)): 2, strict((2,)): 2, ((1, 3),): 1}), rules=PluralityRules()
    )

    assert paragraph(outcome, CHINESE) == (
        "一共 5 张选票，其中 5 张有效。甲得票最多，有 2.5 票；第二是乙，2 票。结果：甲胜出。"
    )


def test_who_beats_everybody():
    outcome = count_schulze(of({strict((1, 2, 3)): 3, strict((2, 1, 3)): 2}), rules=SchulzeRules())

    assert paragraph(outcome, CHINESE) == (
        "一共 5 张选票，其中 5 张有效。把选项两个两个地比，甲胜过其他每一个。"
        "最接近的一场是对乙：3 张选票把甲排在前面，2 张相反。结果：甲胜出。"
    )


def test_a_cycle_whose_first_place_a_rule_decides():
    rules = SchulzeRules(ties=TieRules(rules=("order",)))
    outcome = count_schulze(of({strict((1, 2)): 1, strict((2, 1)): 1}), rules=rules)

    assert paragraph(outcome, CHINESE) == (
        "一共 2 张选票，其中 2 张有效。把选项两个两个地比，没有一个胜过其他所有选项。"
        "甲、乙并列，按事先约定的规则（选票上的先后）从前到后是：甲 > 乙。结果：甲胜出。"
    )


def test_a_cycle_is_resolved_as_the_method_does():
    cycle = of({strict((1, 2, 3)): 4, strict((2, 3, 1)): 3, strict((3, 1, 2)): 2})

    told = {
        count.__name__: paragraph(count(cycle, rules=SchulzeRules()), CHINESE).split("。")[2]
        for count in (count_schulze, count_ranked_pairs, count_minimax)
    }

    assert told == {
        "count_schulze": "于是看一环扣一环的胜负：从甲到乙，最弱的一环也多 3 票，反过来最弱的一环只多 1 票；"
        "对其他选项甲也都占先",
        "count_ranked_pairs": "于是从最悬殊的胜负开始逐一采纳，与先采纳的矛盾就跳过，甲排在最前",
        "count_minimax": "甲输得最轻：最重的一次失利是 1 票，其他选项都更重",
    }


def test_a_record_of_duels_and_a_defeat_in_winning_votes():
    cycle = {strict((1, 2, 3)): 4, strict((2, 3, 1)): 3, strict((3, 1, 2)): 2}
    fourth = {strict((*(c for (c,) in ranking), 4)): n for ranking, n in cycle.items()}
    ties = TieRules(rules=("order",))

    copeland = count_copeland(of(fourth, among=4), rules=SchulzeRules(ties=ties))
    minimax = count_minimax(of(cycle), rules=SchulzeRules(strength="winning"))

    assert paragraph(copeland, ENGLISH).split(". ")[2] == "甲 wins 2 and loses 1, the best record"
    assert paragraph(minimax, CHINESE).split("。")[2] == (
        "甲输得最轻：最重的一次失利是 5 票，其他选项都更重"
    )


def test_whoever_is_alone_wins_without_a_comparison():
    alone = of({strict((1,)): 2}, among=1)

    assert paragraph(count_irv(alone, rules=IrvRules()), CHINESE) == (
        "一共 2 张选票，其中 2 张有效。只有甲一个选项还在。结果：甲胜出。"
    )
    assert paragraph(count_schulze(alone, rules=SchulzeRules()), CHINESE) == (
        "一共 2 张选票，其中 2 张有效。结果：甲胜出。"
    )


def test_nobody_has_a_majority_and_one_is_left():
    rules = IrvRules(majority="all")
    outcome = count_irv(of({strict((1,)): 4, strict((2,)): 3, strict((3,)): 2}), rules=rules)

    assert paragraph(outcome, CHINESE).split("。")[3:] == [
        "第 2 轮甲有 4 票，乙有 3 票，甲留到最后",
        "结果：甲胜出",
        "",
    ]


def test_who_does_not_beat_the_default_option_drops_out():
    rules = SchulzeRules(default_option=3)
    outcome = count_schulze(of({strict((1, 3, 2)): 3, strict((2, 1, 3)): 2}), rules=rules)

    assert paragraph(outcome, CHINESE) == (
        "一共 5 张选票，其中 5 张有效。乙没有以规定的倍数胜过丙，先去掉。"
        "把选项两个两个地比，甲胜过其他每一个。"
        "最接近的一场是对丙：5 张选票把甲排在前面，0 张相反。结果：甲胜出。"
    )


def test_points_are_not_called_votes():
    outcome = count_borda(of({strict((1, 2, 3)): 2, strict((2, 3, 1)): 1}), rules=BordaRules())

    assert paragraph(outcome, CHINESE) == (
        "一共 3 张选票，其中 3 张有效。甲得分最高，有 4 分；第二是乙，4 分。"
        "甲、乙并列，事先约定的规则分不出先后，所以还没有结果。"
    ).replace("甲得分最高，有 4 分；第二是乙，4 分。", "")


def test_seats_are_told_by_quota_or_one_by_one():
    ballots = of({strict((1, 2)): 7, strict((2,)): 2, strict((3,)): 2})
    one_by_one = StvRules(seats=2, variant="multi_pass", ties=TieRules(rules=("order",)))

    assert paragraph(count_stv(ballots, rules=StvRules(seats=2)), CHINESE) == (
        "一共 11 张选票，其中 11 张有效。要选出 2 个，得到 4 票就当选；"
        "多出的票按比例转给各人写的下一个选择。第 1 轮当选：甲（7 票）。第 2 轮当选：乙（4.99 票）。"
        "结果：选出甲、乙。"
    )
    assert paragraph(count_stv(ballots, rules=one_by_one), CHINESE) == (
        "一共 11 张选票，其中 11 张有效。要选出 2 个，一个一个地选：每次都从头逐轮淘汰，已当选的不再参加。"
        "第 1 轮当选：甲（7 票）。第 2 轮当选：乙（9 票）。结果：选出甲、乙。"
    )


def test_nobody_voted():
    outcome = count_irv(of({(): 2}), rules=IrvRules())

    assert paragraph(outcome, CHINESE) == (
        "一共 2 张选票，其中 0 张有效。没有有效的选票，所以没有结果。"
    )


def test_names_are_escaped_once_where_a_page_asks():
    candidates = [Candidate(id=1, name="<甲>"), Candidate(id=2, name="乙 & 丙")]
    outcome = count_irv(
        Profile.of({strict((1,)): 3, strict((2,)): 1}, candidates=candidates), rules=IrvRules()
    )

    told = paragraph(outcome, Translator("zh_CN"))

    assert told.endswith("第二是乙 &amp; 丙，1 票。结果：&lt;甲&gt;胜出。")


@pytest.mark.parametrize(
    ("count", "written"),
    [(1234567, "1,234,567"), (Fraction(5, 2), "2.5"), (Fraction(-1000001, 3), "-333,333.66"),
     (Fraction(1, 1000), "0")],
)  # fmt: skip
def test_a_fraction_is_cut_to_two_decimals(count, written):
    assert shown(count) == written
