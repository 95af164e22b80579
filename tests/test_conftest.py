from dataclasses import dataclass
from typing import Any, cast

import pytest
from playwright.async_api import Browser
from sqlalchemy import inspect

from council.kernel.database.engines import reader
from tests.conftest import _dealt


@dataclass(frozen=True)
class Item:
    name: str

    def get_closest_marker(self, name: str) -> bool:
        return self.name.startswith(name)


@pytest.mark.parametrize(
    ("workers", "expected"),
    [
        (1, ["story1 story2 story3 a b c d e f"]),
        (2, ["story1 story2 story3 f", "a b c d e"]),
        (4, ["story1 story3", "story2 f", "d e", "a b c"]),
    ],
)
def test_half_of_the_workers_play_the_stories_beside_the_tests_that_come_first(
    workers: int, expected: list[str]
):
    items = [Item(name) for name in ["a", "b", "story1", "c", "d", "story2", "e", "f", "story3"]]

    dealt = [item.name for item in _dealt(cast("Any", items), workers=workers)]

    assert dealt == " ".join(expected).split()


def test_a_database_comes_with_the_newest_schema(database_url: str):
    engine = reader(database_url)
    names = inspect(engine).get_table_names()
    engine.dispose()

    assert "communities" in names


def test_an_empty_database_has_no_table(empty_database_url: str):
    engine = reader(empty_database_url)
    names = inspect(engine).get_table_names()
    engine.dispose()

    assert names == []


@pytest.mark.browser
async def test_the_browser_reads_chinese(browser: Browser):
    page = await browser.new_page()
    await page.goto("data:text/html;charset=utf-8,<title>议事</title>")

    title = await page.title()

    assert title == "议事"
