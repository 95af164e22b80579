"""A page in the hand in a real browser: ranking in every way there is, and what the network may do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from council.polls.tables import ballots
from tests.council.conftest import Town
from tests.council.fund import open_fund
from tests.council.polls.polling import open_ranking, vote
from tests.web.hand.conftest import Hand, launched

pytestmark = pytest.mark.browser

DONE = "[data-tool=done]"
OPENED = "#sheet > *"
CAST = '[data-press^="ballot.cast"]'
_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_LOW_TARGETS = """[...document.querySelectorAll('button, summary, input, .display a')]
    .filter(each => each.offsetWidth && each.getBoundingClientRect().height < 60)
    .map(each => each.outerHTML)"""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough to look at pages."""
    return sqlite_url


def kept(town: Town) -> list[str]:
    """What was cast, in order."""
    t = ballots.c
    return [row.content for row in town.rows(select(t.content).order_by(t.revision))]


@asynccontextmanager
async def held(
    browser: Any,
    hand: Hand,
    path: str = "polls/1?lang=zh_CN",
    *,
    width: int = 390,
    data: str | None = None,
    **looks: Any,
) -> AsyncIterator[Any]:
    """A page opened as a chat program opens it; nothing may go wrong in it unseen."""
    handed = {"tgWebAppData": hand.data if data is None else data, "tgWebAppVersion": "9.0"}
    address = str(hand.client.make_url(f"/c/heyue/hand/{path}")) + f"#{urlencode(handed)}"
    context = await browser.new_context(viewport={"width": width, "height": 800}, **looks)
    page = await context.new_page()
    page.wrong = []
    page.on("console", lambda message: page.wrong.append(message.text))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    await page.goto(address)
    await page.wait_for_selector(OPENED)
    yield page
    await context.close()


async def order_of(page: Any) -> list[str]:
    """The letters of the list, from the first place on."""
    found: list[str] = await page.eval_on_selector_all(
        "[data-row]", "rows => rows.map(row => row.dataset.row)"
    )
    return found


async def announced(page: Any) -> str:
    """What a screen reader was told last."""
    told = page.locator("#told:not(:empty)")
    await told.wait_for(state="attached")
    text: str = await told.inner_text()
    return text


async def confirm(page: Any) -> str:
    """Look once more and cast; tells what is then said."""
    await page.click(DONE)
    await page.click(CAST)
    await page.wait_for_selector("text=回执号")
    text: str = await page.inner_text(".said")
    return text


async def test_ranking_by_tapping(town: Town, hand: Hand, browser):
    open_ranking(town)
    async with held(browser, hand) as page:
        for letter in "CABA":
            await page.click(f"[data-letter={letter}]")

        said = await announced(page)
        order, cast = await order_of(page), await confirm(page)

        assert page.wrong == []
    assert said == "A 立体停车场，已经拿出来，不在排序里"
    assert order == ["C", "B"]
    assert cast.startswith("✅ 已收到您的选票")
    assert kept(town) == ['{"ranking":[["C"],["B"]]}']


async def test_ranking_by_dragging_and_by_buttons(town: Town, hand: Hand, browser):
    open_ranking(town)
    async with held(browser, hand) as page:
        for letter in "ABCD":
            await page.click(f"[data-letter={letter}]")
        grip = page.locator('[data-tool="grip-D"]')
        await grip.scroll_into_view_if_needed()
        start, goal = (
            await grip.bounding_box(),
            await page.locator('[data-row="B"]').bounding_box(),
        )
        await page.mouse.move(start["x"] + 20, start["y"] + 20)
        await page.mouse.down()
        await page.mouse.move(start["x"] + 20, start["y"] - 60, steps=5)
        await page.mouse.move(goal["x"] + 20, goal["y"] + 5, steps=10)
        await page.mouse.up()
        dragged, said = await order_of(page), await announced(page)

        await page.get_by_label("往前移：C 道闸+重新划线").click()
        await page.get_by_label("与前一个并列：B 错峰共享").click()
        await page.get_by_label("拿出来：A 立体停车场").click()
        ordered = await order_of(page)
        await confirm(page)

        assert page.wrong == []
    assert dragged == ["A", "D", "B", "C"]
    assert said == "D 维持现状，现在第 2 位"
    assert ordered == ["D", "C", "B"]
    assert kept(town) == ['{"ranking":[["D"],["B","C"]]}']


async def test_ranking_by_keys_alone(town: Town, hand: Hand, browser):
    open_ranking(town)
    async with held(browser, hand) as page:
        for letter in "ABC":
            await page.focus(f"[data-letter={letter}]")
            await page.keyboard.press("Enter")
        await page.focus('[data-tool="grip-C"]')
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("ArrowUp")
        said = await announced(page)
        focused = await page.evaluate("document.activeElement.dataset.tool")
        await page.keyboard.press("ArrowDown")
        await page.focus('[data-tool="grip-A"]')
        await page.keyboard.press("Delete")
        order = await order_of(page)
        await page.focus(DONE)
        await page.keyboard.press("Enter")
        await page.focus(CAST)
        await page.keyboard.press("Enter")
        await page.wait_for_selector("text=回执号")

        assert page.wrong == []
    assert (said, focused) == ("C 道闸+重新划线，现在第 1 位", "grip-C")
    assert order == ["C", "B"]
    assert kept(town) == ['{"ranking":[["C"],["B"]]}']


async def test_ranking_one_by_one_until_one_wants_to_stop(town: Town, hand: Hand, browser):
    open_ranking(town)
    async with held(browser, hand, "polls/1?lang=en") as page:
        await page.get_by_role("button", name="One by one").click()
        asked = [await page.inner_text(".question")]
        for letter in "DBC":
            await page.click(f"[data-letter={letter}]")
            asked.append(await page.inner_text(".question"))
        await page.click("[data-tool=undo]")
        await page.click(DONE)
        await page.click(CAST)
        await page.wait_for_selector("text=回执号")

        assert page.wrong == []
    assert asked == ["Which one first?", "And then?", "And then?", "And then?"]
    assert kept(town) == ['{"ranking":[["D"],["B"]]}']


async def test_without_network_the_filled_ballot_stays_and_is_sent_again_once(
    town: Town, hand: Hand, browser
):
    open_ranking(town)
    async with held(browser, hand) as page:
        await page.click("[data-letter=C]")
        await page.context.set_offline(True)
        await page.click(DONE)
        await page.wait_for_selector("[data-tool=again]")
        told = await page.inner_text("#word")
        order = await order_of(page)
        await page.context.set_offline(False)
        await page.click("[data-tool=again]")
        await page.dblclick(CAST)
        await page.wait_for_selector("text=回执号")

    assert told.startswith("没有连上网络，还没有发出去。您填好的都还在这一页上。")
    assert order == ["C"]
    assert kept(town) == ['{"ranking":[["C"]]}']


async def test_an_answer_that_got_lost_is_asked_for_again_and_nothing_is_done_twice(
    town: Town, hand: Hand, browser
):
    open_ranking(town)
    async with held(browser, hand) as page:
        await page.click("[data-letter=C]")
        await page.click(DONE)
        await page.wait_for_selector(CAST)

        async def lose(route: Any) -> None:
            await route.fetch()
            await route.abort()

        await page.route("**/hand/press*", lose)
        await page.click(CAST)
        await page.wait_for_selector("[data-tool=again]")
        told = await page.inner_text("#word")
        during = kept(town)
        await page.unroute("**/hand/press*")
        await page.click("[data-tool=again]")
        await page.wait_for_selector("text=回执号")
        said = await page.inner_text(".said")

    assert told.startswith("没有收到回音，不知道发出去没有。")
    assert during == kept(town) == ['{"ranking":[["C"]]}']
    assert said.startswith("✅ 已收到您的选票")


async def test_a_half_made_order_outlives_a_reload(town: Town, hand: Hand, browser):
    open_ranking(town)
    async with held(browser, hand) as page:
        await page.click("[data-letter=B]")
        await page.click("[data-letter=D]")

        await page.reload()
        await page.wait_for_selector(OPENED)
        order = await order_of(page)
        notice = await page.inner_text(".notice.warn")

        assert page.wrong == []
    assert order == ["B", "D"]
    assert notice == "这是您上次排到一半的，还没有投。"


async def test_a_vote_on_another_telephone_is_told_on_this_one(town: Town, hand: Hand, browser):
    open_ranking(town)
    async with held(browser, hand) as page:
        await page.click("[data-letter=A]")
        await confirm(page)
        vote(town, "王芳", "DB")

        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await page.wait_for_selector(".elsewhere")
        notice, said = await page.inner_text(".elsewhere"), await page.inner_text(".said")

        assert page.wrong == []
    assert notice == "您在别处又投了一次，最后投的那张算数。"
    assert "1. D 维持现状\n2. B 错峰共享" in said


async def test_an_amount_is_typed_in_words(town: Town, hand: Hand, browser):
    open_fund(town)
    data = launched(town.people["王芳"].id, at=town.clock.at)
    async with held(browser, hand, "campaigns/1?lang=zh_CN", data=data) as page:
        await page.get_by_role("button", name="我要认筹").click()
        await page.get_by_label("您的回答").fill("五百块")
        await page.get_by_role("button", name="好了").click()
        await page.wait_for_selector("text=人民币伍佰元整")
        await page.click('[data-press^="form.file"]')
        await page.wait_for_selector("text=已认筹 ¥500")

        assert page.wrong == []


async def test_opened_from_no_chat_it_says_where_to_open_it(town: Town, hand: Hand, browser):
    open_ranking(town)
    async with held(browser, hand, data="") as page:
        said = await page.inner_text(".said")

    assert said.startswith("这个页面要从聊天里打开")


async def test_it_fits_any_telephone_and_every_target_is_large(town: Town, hand: Hand, browser):
    open_ranking(town)
    wrong = []
    for how in ("lang=zh_CN", "lang=en", "lang=zh_CN&large=1", "lang=en&large=1"):
        for scheme in ("light", "dark"):
            async with held(
                browser, hand, f"polls/1?{how}", width=320, color_scheme=scheme
            ) as page:
                for mode in ("tapping", "asking"):
                    await page.click(f"[data-mode={mode}]")
                    if await page.evaluate(_TOO_WIDE):
                        wrong.append(f"{how} {mode} is wider than the telephone")
                    wrong += await page.evaluate(_LOW_TARGETS)
                wrong += page.wrong

    assert wrong == []


async def test_an_order_is_changed_as_its_rules_say(town: Town, hand: Hand, browser):
    open_ranking(town)
    async with held(browser, hand) as page:
        found = await page.evaluate(
            """async () => {
              const { move, placeOf, put, same, tap, tie, typed } = await import("/static/hand_order.js");
              const read = (text) => text.split(" ").map((group) => group.split("="));
              const abc = read("A B C"), tied = read("A=B C");
              return {
                tap: typed(tap(abc, "D")), taken: typed(tap(tied, "A")), place: placeOf(tied, "C"),
                up: typed(move(abc, "B", -1)), first: typed(move(abc, "A", -1)), last: typed(move(abc, "C", 1)),
                out: typed(move(tied, "B", 1)), before: typed(move(tied, "B", -1)),
                tie: typed(tie(abc, "B")), untie: typed(tie(tied, "B")), alone: typed(tie(abc, "A")),
                top: typed(put(abc, "C", 0)), bottom: typed(put(abc, "A", 2)), middle: typed(put(abc, "A", 1)),
                whole: typed(put(read("A=B C D"), "D", 1)), same: same(abc, read("A B C")),
              };
            }"""
        )

    assert found == {
        "tap": "A B C D",
        "taken": "B C",
        "place": 2,
        "up": "B A C",
        "first": "A B C",
        "last": "A B C",
        "out": "A B C",
        "before": "B A C",
        "tie": "A=B C",
        "untie": "A B C",
        "alone": "A B C",
        "top": "C A B",
        "bottom": "B C A",
        "middle": "B A C",
        "whole": "A=B D C",
        "same": True,
    }
