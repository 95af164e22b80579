"""The pages in the hand as they are sent: public, small, framed by chats alone, useful without scripts."""

import pytest

from council.kernel.screens.translator import Translator
from council.polls.ballots.commands import BallotSheet, OpenSheet
from council.wordings import render
from tests.council.conftest import Town
from tests.council.polls.polling import open_ranking
from tests.web.hand.conftest import Hand
from tests.web.page import Page


async def sent(hand: Hand, path: str):
    async with hand.client.get(path) as answer:
        return answer.status, answer.headers, await answer.text()


async def test_a_page_tells_what_everybody_may_know_and_is_well_made(town: Town, hand: Hand):
    open_ranking(town)

    found = {}
    for language in ("zh_CN", "en"):
        status, _, html = await sent(hand, f"/c/heyue/hand/polls/1?lang={language}&large=1")
        found[language] = Page(html)
        assert status == 200
        assert found[language].faults == []
        assert "停车方案意向排序" in html
        assert "王芳" not in html

    assert "意向排序，不产生法律效力" in found["zh_CN"].text
    assert "Advisory ranking" in found["en"].text


async def test_without_scripts_the_page_says_how_to_vote_in_the_chat(town: Town, hand: Hand):
    open_ranking(town)

    _, _, html = await sent(hand, "/c/heyue/hand/polls/1")

    assert "<noscript>" in html
    assert "给议事厅发送 /vote 1 就行" in html


async def test_only_chat_programs_may_frame_it_and_nothing_comes_from_elsewhere(
    town: Town, hand: Hand
):
    open_ranking(town)

    _, headers, _ = await sent(hand, "/c/heyue/hand/polls/1")
    _, public, _ = await sent(hand, "/c/heyue/polls/1")
    async with hand.client.get("/c/heyue/hand/polls/1", headers={"Connection": "close"}) as answer:
        closed = answer.headers

    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors https://web.telegram.org;"
        " script-src 'self'; connect-src 'self'"
    )
    assert headers["Content-Security-Policy"] == policy
    assert "X-Frame-Options" not in headers
    assert closed["Content-Security-Policy"] == policy
    assert "X-Frame-Options" not in closed
    assert public["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "path", ["polls/9", "campaigns/1", "meetings/1", "statements/1", "votes/1"]
)
async def test_what_is_not_there_is_missing_in_words(town: Town, hand: Hand, path):
    status, _, html = await sent(hand, f"/c/heyue/hand/{path}")

    assert status == 404
    assert Page(html).faults == []


async def test_the_whole_of_it_is_small(town: Town, hand: Hand):
    open_ranking(town)
    _, _, html = await sent(hand, "/c/heyue/hand/polls/1")

    parts = (
        "hand.js",
        *(f"hand_{name}.js" for name in ("words", "chat", "door", "order", "ranking", "speech")),
        "hand.css",
        "yishi.css",
    )
    sizes = [len((await sent(hand, f"/static/{part}"))[2].encode()) for part in parts]

    assert len(html.encode()) + sum(sizes) < 80_000
    assert len(html.encode()) < 12_000


def hands_of(screen) -> list[str]:
    return [button.hand for row in screen.rows for button in row if button.hand]


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("https://hall.cn/c/heyue", "https://hall.cn/c/heyue/hand/polls/1?lang=zh_CN&large=1"),
        (
            "http://127.0.0.1:8080/c/heyue",
            "http://127.0.0.1:8080/c/heyue/hand/polls/1?lang=zh_CN&large=1",
        ),
        ("http://hall.cn", None),
        ("", None),
    ],
)
def test_the_chat_leads_here_where_a_chat_program_would_open_it(town: Town, site, address):
    open_ranking(town)
    sheet = town.act("王芳", OpenSheet, poll=1)
    assert isinstance(sheet, BallotSheet)

    screen = render(sheet, Translator("zh_CN", site=site, large=1, hands=True))

    assert hands_of(screen) == ([address] if address else [])


def test_what_opens_no_pages_in_the_hand_is_not_led_here(town: Town):
    open_ranking(town)
    sheet = town.act("王芳", OpenSheet, poll=1)

    assert hands_of(render(sheet, Translator("zh_CN", site="https://hall.cn/c/heyue"))) == []
