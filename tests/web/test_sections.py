"""Four words lead everywhere, and each page says under which of them it stands."""

import re

import pytest
from aiohttp.test_utils import TestClient

from council.kernel.app import App
from tests.web.heyue import lively
from tests.web.page import Page
from tests.web.test_pages import PATHS
from web.sections import SECTIONS

WORD_OF = {name: each.name for each in SECTIONS for name in each.below}


def navigation(html: str) -> str:
    found = re.search(r'<nav class="sections".*?</nav>', html, re.DOTALL)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh_CN", ["现在", "议事", "资金", "查询"]),
        ("en", ["Now", "Matters", "Money", "Look up"]),
    ],
)
async def test_four_words_in_one_order_stand_on_every_page(
    app: App, client: TestClient, lang: str, words: list[str]
):
    lively(app)

    for path in PATHS:
        html = await (await client.get(path, params={"lang": lang})).text()

        assert re.findall(r">([^<]+)</a>", navigation(html)) == words


async def test_each_page_marks_the_word_under_which_it_stands(app: App, client: TestClient):
    lively(app)
    ways = {each.path: each.name for each in SECTIONS}

    for path in PATHS:
        html = await (await client.get(path)).text()
        marked = re.findall(r'href="([^"?]*)[^"]*" aria-current="(\w+)"', navigation(html))

        name = path.split("?")[0].split("/")[1]
        word = WORD_OF.get(name) or name or "home"
        expected = "page" if path in ways else "true"
        assert [(ways[way], how) for way, how in marked] == [(word, expected)]


@pytest.mark.parametrize(
    "section", [each for each in SECTIONS if each.below], ids=lambda each: each.name
)
async def test_the_page_of_a_word_leads_to_all_that_stands_below_it_and_back(
    app: App, client: TestClient, section
):
    lively(app)

    listed = await (await client.get(section.path)).text()

    assert Page(listed).faults == []
    ways = re.findall(r'(?:href|action)="([^"]*)"', listed)  # to the search leads its own box
    assert [f"/{name}" for name in section.below if f"/{name}" not in ways] == []
    for name in section.below:
        html = await (await client.get(f"/{name}")).text()
        path = re.search(r'<nav class="crumbs".*?</nav>', html, re.DOTALL)
        assert path is not None
        assert f'href="{section.path}"' in path[0]


async def test_an_address_that_leads_nowhere_stands_under_no_word(app: App, client: TestClient):
    lively(app)

    html = await (await client.get("/nowhere")).text()

    assert "aria-current" not in navigation(html)
