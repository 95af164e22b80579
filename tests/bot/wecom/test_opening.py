"""A card opens the web hall signed in: by WeCom's word, once, and only for whom it was made."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from sqlalchemy import select
from yarl import URL

from bot.wecom_sandbox.server import Fault
from council.kernel.directory import accounts
from council.people.hall.tables import hall_sessions, hall_ways
from tests.bot.wecom.hall import Hall, hall_of


@pytest.fixture
async def hall(database_url: str, tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall_of(database_url, tmp_path) as made:
        yield made


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, headers={"Accept-Language": "zh"}) as made:
        yield made


def way_of(hall: Hall, user: str) -> str:
    """The way into the hall of the newest card."""
    return str(hall.chat(user)[-1].content["card_action"]["url"])


async def opened(browser: aiohttp.ClientSession, address: str) -> tuple[str, str]:
    """Follow a link to its end; tells the path and the page."""
    async with browser.get(address) as answer:
        return answer.url.path, await answer.text()


async def back_address(browser: aiohttp.ClientSession, way: str) -> str:
    """Follow a link up to where WeCom sends the browser back."""
    async with browser.get(way, allow_redirects=False) as answer:
        authorize = answer.headers["Location"]
    async with browser.get(authorize, allow_redirects=False) as answer:
        return answer.headers["Location"]


async def test_a_card_opens_the_hall_signed_in(hall: Hall, browser: aiohttp.ClientSession):
    await hall.join("王芳", "wang")
    hall.theirs.at_home = "wang"

    path, page = await opened(browser, way_of(hall, "wang"))

    assert path == "/hall"
    assert "王芳" in page
    bound = hall.town.rows(select(accounts.c.channel).order_by(accounts.c.channel))
    assert [row.channel for row in bound] == ["web", "wecom"]
    assert hall.town.rows(select(hall_ways)) == []


async def test_who_is_in_already_goes_straight_in(hall: Hall, browser: aiohttp.ClientSession):
    await hall.join("王芳", "wang")
    hall.theirs.at_home = "wang"
    await opened(browser, way_of(hall, "wang"))
    asked = len(hall.theirs.calls)

    path, _ = await opened(browser, way_of(hall, "wang"))

    assert path == "/hall"
    assert len(hall.theirs.calls) == asked
    assert len(hall.town.rows(select(hall_sessions.c.id))) == 1


async def test_what_wecom_is_asked_for_is_as_documented(
    hall: Hall, browser: aiohttp.ClientSession
):
    await hall.join("王芳", "wang")

    async with browser.get(way_of(hall, "wang"), allow_redirects=False) as answer:
        address = urlsplit(answer.headers["Location"])

    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    state = query.pop("state")
    assert (address.path, address.fragment) == ("/connect/oauth2/authorize", "wechat_redirect")
    assert query == {
        "appid": "wx5823bf96d3bd56c7",
        "redirect_uri": f"{hall.url}/wecom/back",
        "response_type": "code",
        "scope": "snsapi_base",
        "agentid": "1000002",
    }
    assert state.isalnum()
    assert len(state) <= 128


async def test_the_way_back_is_good_once(hall: Hall, browser: aiohttp.ClientSession):
    await hall.join("王芳", "wang")
    hall.theirs.at_home = "wang"
    back = await back_address(browser, way_of(hall, "wang"))
    await opened(browser, back)

    async with browser.get(back) as again:
        assert again.status == 400
        assert "这个链接已经失效" in await again.text()


async def test_the_way_back_is_of_one_browser(hall: Hall, browser: aiohttp.ClientSession):
    await hall.join("王芳", "wang")
    hall.theirs.at_home = "wang"
    back = await back_address(browser, way_of(hall, "wang"))

    async with aiohttp.ClientSession() as another, another.get(back) as answer:
        assert answer.status == 400
    assert hall.town.rows(select(hall_sessions.c.id)) == []


async def test_a_way_that_took_too_long_has_ended(hall: Hall, browser: aiohttp.ClientSession):
    await hall.join("王芳", "wang")
    hall.theirs.at_home = "wang"
    back = await back_address(browser, way_of(hall, "wang"))
    hall.town.clock.at += 601

    async with browser.get(back) as answer:
        assert answer.status == 400


async def test_a_card_that_was_handed_on_lets_nobody_in(
    hall: Hall, browser: aiohttp.ClientSession
):
    await hall.join("王芳", "wang")
    await hall.join("李强", "li")
    hall.theirs.at_home = "li"

    _, page = await opened(browser, way_of(hall, "wang"))

    assert "发给另一位成员" in page
    assert hall.town.rows(select(hall_sessions.c.id)) == []


@pytest.mark.parametrize(
    "change", [("sign=", "sign=0"), ("for=wang", "for=li"), ("%2Fhall", "%2F%2Fevil.example")]
)
async def test_a_link_that_was_changed_leads_nowhere(
    hall: Hall, browser: aiohttp.ClientSession, change: tuple[str, str]
):
    await hall.join("王芳", "wang")

    async with browser.get(way_of(hall, "wang").replace(*change), allow_redirects=False) as answer:
        assert answer.status == 400


async def test_who_is_no_member_stays_outside(hall: Hall, browser: aiohttp.ClientSession):
    hall.theirs.at_home = "somebody-from-outside"

    _, page = await opened(browser, f"{hall.url}/wecom/open")

    assert "没有您的成员身份" in page


async def test_a_member_who_has_not_joined_stays_outside(
    hall: Hall, browser: aiohttp.ClientSession
):
    hall.theirs.company.join("li")
    hall.theirs.at_home = "li"

    _, page = await opened(browser, f"{hall.url}/wecom/open")

    assert "加入码" in page
    assert hall.town.rows(select(hall_sessions.c.id)) == []


async def test_a_slip_binds_the_member_and_opens_the_hall(
    hall: Hall, browser: aiohttp.ClientSession
):
    code = hall.code_of("王芳")
    hall.theirs.company.join("wang")
    hall.theirs.at_home = "wang"

    path, page = await opened(browser, f"{hall.url}/wecom/open?code={code}")

    assert path == "/hall"
    assert "王芳" in page
    bound = hall.town.rows(select(accounts.c.channel, accounts.c.account))
    assert ("wecom", "wang") in [tuple(row) for row in bound]


async def test_a_slip_of_the_web_hall_that_wecom_scans_opens_both_doors(
    hall: Hall, browser: aiohttp.ClientSession
):
    code = hall.code_of("王芳")
    hall.theirs.company.join("wang")
    hall.theirs.at_home = "wang"
    browser.headers["User-Agent"] = "Mozilla/5.0 (iPhone) wxwork/4.1.6 MicroMessenger/7.0.1"

    path, _ = await opened(browser, f"{hall.url}/hall?code={code}")

    assert path == "/hall"
    bound = hall.town.rows(select(accounts.c.channel).order_by(accounts.c.channel))
    assert [row.channel for row in bound] == ["web", "wecom"]
    (device,) = hall.town.rows(select(hall_sessions.c.device))
    assert device.device == "iPhone · WeCom"


async def test_who_is_no_member_comes_in_by_their_slip_all_the_same(
    hall: Hall, browser: aiohttp.ClientSession
):
    code = hall.code_of("王芳")
    hall.theirs.at_home = "somebody-from-outside"

    _, page = await opened(browser, f"{hall.url}/wecom/open?code={code}")
    token = page.split('name="token" value="')[1].split('"')[0]
    data = {"token": token, "text": code}
    async with browser.post(f"{hall.url}/hall/join", data=data) as answer:
        joined = await answer.text()

    assert f'type="hidden" name="text" value="{code}"' in page
    assert "王芳" in joined


@pytest.mark.parametrize("slip", ["", "ABCDEFGHIJ"])
async def test_the_door_never_takes_wecoms_code_for_one_of_a_slip(
    hall: Hall, browser: aiohttp.ClientSession, slip: str
):
    hall.theirs.company.join("wang")
    hall.theirs.at_home = "wang" if slip else "somebody-from-outside"
    back = await back_address(browser, f"{hall.url}/wecom/open?code={slip}")

    _, page = await opened(browser, back)

    assert 'id="code"' in page
    assert parse_qs(urlsplit(back).query)["code"][0] not in page


@pytest.mark.parametrize(
    "query",
    ["for=%ED%A0%80", "to=%ED%A0%80", "for=w&sign=%ED%A0%80", "code=%00%ED%A0%80", "for=%FF%00"],
)
async def test_half_characters_lead_nowhere(
    hall: Hall, browser: aiohttp.ClientSession, query: str
):
    for path in ("open", "back"):
        address = URL(f"{hall.url}/wecom/{path}?state=%ED%A0%80&{query}", encoded=True)
        async with browser.get(address, allow_redirects=False) as answer:
            assert answer.status in {303, 400}


async def test_a_wrong_slip_is_said(hall: Hall, browser: aiohttp.ClientSession):
    hall.theirs.company.join("wang")
    hall.theirs.at_home = "wang"

    _, page = await opened(browser, f"{hall.url}/wecom/open?code=ABCDEFGHIJ")

    assert 'role="alert"' in page
    assert hall.town.rows(select(accounts.c.account)) == []


@pytest.mark.parametrize("fault", [Fault(kind="500"), Fault(kind="code", code=45009)])
async def test_while_wecom_is_away_it_is_said(
    hall: Hall, browser: aiohttp.ClientSession, fault: Fault
):
    hall.theirs.company.join("wang")
    hall.theirs.at_home = "wang"
    fault.method = "auth/getuserinfo"
    hall.theirs.faults.append(fault)

    async with browser.get(f"{hall.url}/wecom/open") as answer:
        assert answer.status == 503
        assert "稍" in await answer.text() or "再试" in await answer.text()
