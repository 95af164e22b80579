"""A counted ratification in words: the verdict first, and nothing that is not the verdict."""

from dataclasses import replace

import pytest

from council.kernel.screens.translator import Translator
from council.polls.records import RANKING_RESULTS
from council.polls.screens_results import ranking_lines, ratification_lines
from tests.council.resolutions.test_screens import heyue
from tests.web.heyue_votes import ranking


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            "zh_CN",
            [
                "<b>结论：通过</b>",
                "参加：325/464 人（70.04%，需要 310）；面积 36,383.60 m² / 51,162.56 m²（71.11%，需要 34,108.38 m²）。",
                "同意：251 人（参加者的 77.23%，需要 244）；面积 28,333.04 m²（77.87%，需要 27,287.70 m²）。",
                "反对 54 人，弃权 20 人，存疑 0 人。",
            ],
        ),
        (
            "en",
            [
                "<b>Carried</b>",
                (
                    "Taking part: 325 of 464 owners (70.04%, 310 needed); "
                    "area 36,383.60 m² of 51,162.56 m² (71.11%, 34,108.38 m² needed)."
                ),
                (
                    "Agreeing: 251 owners (77.23% of those taking part, 244 needed); "
                    "area 28,333.04 m² (77.87%, 27,287.70 m² needed)."
                ),
                "Owners opposing: 54; abstaining: 20; unclear: 0.",
            ],
        ),
    ],
)
def test_a_result_in_chat_is_one_verdict_and_no_reading_that_does_not_decide(
    locale: str, said: list[str]
):
    lines = ratification_lines(heyue("heyue-m1-ballots.csv", "O-8"), Translator(locale))

    assert lines == said


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_a_ranking_in_chat_is_the_same_whatever_another_count_would_say(locale: str):
    result = RANKING_RESULTS.validate_json(ranking())
    titles = dict(zip("ABCD", ("一", "二", "三", "四"), strict=True))
    otherwise = replace(result, plurality="B", schulze=(("D",),), pairwise=())

    lines = ranking_lines(result, titles, Translator(locale))

    assert ranking_lines(otherwise, titles, Translator(locale)) == lines
