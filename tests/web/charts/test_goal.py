"""The picture of a campaign says what it takes to start as its terms say it."""

from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from council.kernel.app import App
from council.kernel.clock import FixedClock
from tests.council.conftest import NOON, Town, found
from tests.council.fund import open_fund
from tests.web.conftest import app as app  # noqa: PLC0414 - the fixtures of the pages' tests
from tests.web.conftest import client as client  # noqa: PLC0414
from tests.web.conftest import clock as clock  # noqa: PLC0414
from tests.web.page import Page

IN_WORDS = {
    "zh_CN": "到截止时收到 {}（“够动工”这条线）才动工，不到就全部退回。",
    "en": "Works begin only if {} has come in by the deadline, the line that is needed to start",
}
MARKS = {"zh_CN": ("目标 {}", "够动工 {}"), "en": ("target {}", "needed to start {}")}


@pytest.fixture
def town(app: App, clock: FixedClock) -> Town:
    """A town without any money yet."""
    clock.at = NOON
    return found(app, clock, "heyue")


@pytest.mark.parametrize("lang", IN_WORDS)
@pytest.mark.parametrize(
    ("terms", "needed", "marks"),
    [
        ({"needed_fen": 80_000}, "¥800", ("¥1,000", "¥800")),
        ({}, "¥1,000", ("", "¥1,000")),
        ({"mode": "flexible"}, "", ("¥1,000", "")),
    ],
)
async def test_what_must_come_in_is_a_line_and_a_sentence(
    town: Town,
    client: TestClient,
    lang: str,
    terms: dict[str, Any],
    needed: str,
    marks: tuple[str, str],
):
    open_fund(town, **terms)

    html = await (await client.get(f"/campaigns/1?lang={lang}")).text()
    picture = html.partition('<svg class="gauge goal"')[2].partition("</svg>")[0]

    assert Page(html).faults == []
    assert html.count(IN_WORDS[lang].format(needed)) == (2 if needed else 0)
    for line, fen in zip(MARKS[lang], marks, strict=True):
        assert (line.format(fen) + "<" in picture) == bool(fen)
    assert picture.count('class="g-line"') == sum(map(bool, marks))
