"""A counted ratification in words: every reading says why it comes out as it does."""

import pytest

from council.wording.poll_results import ratification_lines
from council.wording.say import Say
from tests.council.wording.test_resolutions import heyue


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            "zh_CN",
            "如果不算弃权（不合法）：同意 82.29% 人数、82.81% 面积，但参加的人数或面积不够——不通过。",
        ),
        (
            "en",
            (
                "Without abstentions (unlawful): 82.29% by heads, 82.81% by area, "
                "but too few would take part: not carried."
            ),
        ),
    ],
)
def test_a_share_that_would_do_but_lacks_a_quorum_says_so(locale: str, said: str):
    lines = ratification_lines(heyue("heyue-m1-ballots.csv", "O-8"), Say(locale))

    assert said in lines
