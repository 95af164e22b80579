"""Coming in by a slip, by one more device, and being shown out."""

from tests.web.hall.conftest import Hamlet


async def test_a_slip_lets_its_person_in_who_finds_their_chat(hamlet: Hamlet):
    browser = hamlet.browser()
    code = hamlet.resident("W001")

    door = await browser.get()
    page = await browser.join(code)

    assert 'name="text"' in door
    assert "居民W001" in page
    assert 'value="🗳 投票"' in page
    assert "居民W001" in await browser.get()


async def test_the_code_of_a_slip_is_spent_once(hamlet: Hamlet):
    first, second = hamlet.browser(), hamlet.browser()
    code = hamlet.resident("W001")

    await first.join(code)
    page = await second.join(code)

    assert "已经用过" in page or "错误" in page
    assert "居民W001" not in await second.get()


async def test_a_press_shows_what_the_chat_shows(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    told = await browser.press("help")

    assert told["status"] == 200
    assert "/propose" in told["html"]
