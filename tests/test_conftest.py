import pytest
from playwright.async_api import Browser
from sqlalchemy import inspect

from council.kernel.database.engines import reader


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
