"""Coming in by a slip, by one more device, and being shown out."""

import re

from sqlalchemy import func, select, update

from council.kernel.clock import FixedClock
from council.kernel.screens.translator import Translator
from council.kernel.tables import outbox
from council.people.commands import UnbindResident
from council.people.hall.sessions import KEPT_FOR, TRIES_OF_ADDRESS
from council.people.hall.tables import hall_messages, hall_sessions
from council.people.tables import join_codes
from tests.web.hall.conftest import Hamlet, found
from web.hall.hall import HALL

SAY = Translator("zh_CN")
#: The reader of pages in a browser without a preference gets the community's own language.
WRONG = str(SAY("join.wrong_code", n=4))


async def test_a_slip_lets_its_person_in_who_finds_their_chat(hamlet: Hamlet):
    browser = hamlet.browser()
    code = hamlet.resident("W001")

    door = await browser.get()
    page = await browser.join(code)

    assert 'name="text"' in door
    assert "居民W001，您好！您已加入" in page
    assert f'value="{SAY("key.vote")}"' in page
    assert "居民W001，您好！您已加入" in await browser.get()


async def test_the_address_of_a_slip_fills_the_code_in_and_spends_nothing_by_itself(
    hamlet: Hamlet,
):
    browser = hamlet.browser()
    hamlet.resident("W001")
    payload = hamlet.issue("W001").payload

    page = await browser.get(f"/hall?code={payload}")
    again = await browser.get(f"/hall?code={payload}")

    assert f'name="text" value="{payload}"' in page
    assert f'name="text" value="{payload}"' in again
    assert "居民W001" in await browser.join(payload)


async def test_the_code_of_a_slip_is_spent_once_and_somebody_elses_browser_is_told(
    hamlet: Hamlet,
):
    first, second = hamlet.browser(), hamlet.browser()
    code = hamlet.resident("W001")

    await first.join(code)
    page = await second.join(code)

    assert WRONG in page
    assert "居民W001" not in await second.get()


async def test_a_form_sent_twice_by_one_browser_lets_it_in(hamlet: Hamlet):
    browser = hamlet.browser()
    code = hamlet.resident("W001")
    await browser.get()
    data = {"token": browser.token, "text": code}
    cookies = list(browser.client.session.cookie_jar)
    assert [cookie.key for cookie in cookies] == ["yishi"]
    first = {cookie.key: cookie.value for cookie in cookies}

    await browser.client.post("/hall/join", data=data, headers=browser.headers)
    browser.client.session.cookie_jar.clear()
    browser.client.session.cookie_jar.update_cookies(first, browser.client.make_url("/"))
    answer = await browser.client.post("/hall/join", data=data, headers=browser.headers)

    assert "居民W001" in await answer.text()
    open_ones = hamlet.rows(
        select(func.count()).select_from(hall_sessions).where(hall_sessions.c.ended_at.is_(None))
    )
    assert open_ones == [(1,)]


async def test_five_wrong_codes_of_a_browser_are_enough_for_an_hour(
    hamlet: Hamlet, clock: FixedClock
):
    browser = hamlet.browser()
    code = hamlet.resident("W001")

    pages = [await browser.join("AAAAA22222") for _ in range(6)]
    right = await browser.join(code)
    clock.at += 3601

    assert WRONG in pages[0]
    assert str(SAY("refusal.people.too_many_tries", minutes=60)) in pages[5]
    assert str(SAY("refusal.people.too_many_tries", minutes=60)) in right
    assert "居民W001" in await browser.join(code)


async def test_new_browsers_of_one_address_do_not_try_for_ever(hamlet: Hamlet):
    hamlet.application[HALL].paces.address._per_second = 1e9

    pages = [await hamlet.browser().join("AAAAA22222") for _ in range(TRIES_OF_ADDRESS + 1)]

    assert WRONG in pages[-2]
    assert str(SAY("refusal.people.too_many_tries", minutes=60)) in pages[-1]


async def test_a_form_of_another_site_joins_nobody(hamlet: Hamlet):
    browser = hamlet.browser()
    code = hamlet.resident("W001")
    await browser.get()
    data = {"token": browser.token, "text": code}

    answers = [
        await browser.client.post("/hall/join", data=data, headers=headers)
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
        )
    ]
    answers.append(
        await browser.client.post(
            "/hall/join", data={**data, "token": "0" * 32}, headers=browser.headers
        )
    )

    assert [answer.status for answer in answers] == [403] * 4
    assert hamlet.rows(select(func.count()).select_from(hall_sessions)) == [(0,)]


async def test_one_more_device_comes_in_by_a_code_that_is_shown_once(hamlet: Hamlet):
    phone, tablet = await hamlet.member("W001"), hamlet.browser()

    told = await phone.press("hall.code")
    code = re.search(r"<b>([A-Z2-7]{5} [A-Z2-7]{5})</b>", told["html"])
    assert code is not None
    page = await tablet.join(code[1])
    third = await hamlet.browser().join(code[1])
    devices = await phone.get("/hall/devices")

    assert "居民W001" in page
    assert WRONG in third
    assert devices.count('name="press" value="01') == 2
    assert code[1] not in await phone.get()
    stored = hamlet.rows(select(hall_messages.c.body))
    assert not any(code[1] in body for (body,) in stored)
    assert [notice for (notice,) in hamlet.rows(select(outbox.c.notice))] == ["hall.signed_in"]


async def test_a_device_code_holds_for_minutes(hamlet: Hamlet, clock: FixedClock):
    phone = await hamlet.member("W001")
    told = await phone.press("hall.code")
    code = re.search(r"<b>([A-Z2-7 ]{11})</b>", told["html"])
    assert code is not None

    clock.at += 601

    assert WRONG in await hamlet.browser().join(code[1])


async def test_a_device_is_signed_out_from_another_and_told_so(hamlet: Hamlet):
    phone, tablet = await hamlet.member("W001"), hamlet.browser()
    told = await phone.press("hall.code")
    code = re.search(r"<b>([A-Z2-7 ]{11})</b>", told["html"])
    assert code is not None
    await tablet.join(code[1])

    data = {"token": phone.token, "press": "all"}
    await phone.client.post("/hall/devices", data=data, headers=phone.headers)
    refused = await tablet.press("home")
    page = await tablet.get()

    assert refused["status"] == 401
    assert refused["why"] == "hall.signed_out"
    assert str(SAY("refusal.hall.signed_out")) in page


async def test_who_leaves_is_shown_out_on_every_device_and_their_messages_go(hamlet: Hamlet):
    phone = await hamlet.member("W001")

    told = await phone.press("settings.left")

    assert told["gone"] is True
    assert told["text"] == str(SAY("left", name="居民W001"))
    assert hamlet.rows(select(func.count()).select_from(hall_messages)) == [(0,)]
    assert str(SAY("refusal.hall.unbound")) in await phone.get()


async def test_an_account_that_was_unbound_is_told_so_and_a_new_slip_lets_its_person_in(
    hamlet: Hamlet,
):
    thief, owner = await hamlet.member("W001"), hamlet.browser()

    hamlet.operate(UnbindResident, ref="W001")
    code = hamlet.issue("W001").code
    refused = await thief.press("home")

    assert (refused["status"], refused["why"]) == (401, "hall.unbound")
    assert "居民W001" in await owner.join(code)


async def test_a_device_that_nobody_uses_is_asked_to_come_in_again(
    hamlet: Hamlet, clock: FixedClock
):
    phone = await hamlet.member("W001")

    clock.at += KEPT_FOR

    assert str(SAY("refusal.hall.expired")) in await phone.get()


async def test_a_device_in_use_stays_signed_in(hamlet: Hamlet, clock: FixedClock):
    phone = await hamlet.member("W001")

    for _ in range(3):
        clock.at += KEPT_FOR - 10
        page = await phone.get()

    assert "居民W001" in page


async def test_a_session_is_of_one_community(hamlet: Hamlet):
    found(hamlet.app, slug="other", name="别的小区")
    phone = await hamlet.member("W001")

    elsewhere = await phone.get("/c/other/hall")
    told = await phone.client.post(
        "/c/other/hall/act",
        data={"token": phone.token, "id": "a" * 20, "press": "home"},
        headers={**phone.headers, "Accept": "application/json"},
    )

    assert str(SAY("refusal.hall.elsewhere", community="和悦家园")) in elsewhere
    assert told.status == 403
    assert "居民W001" in await phone.get("/c/heyue/hall")


async def test_only_hashes_of_what_browsers_carry_are_kept(hamlet: Hamlet):
    phone = await hamlet.member("W001")
    token = next(iter(phone.client.session.cookie_jar)).value

    rows = hamlet.rows(select(hall_sessions))

    assert len(rows) == 1
    assert token not in str(rows)


async def test_the_joining_of_the_chat_is_not_in_the_way(hamlet: Hamlet):
    """A slip that was spent in one channel is spent."""
    code = hamlet.resident("W001")
    hamlet.run(lambda tx: tx.connection.execute(update(join_codes).values(used_by="telegram:1")))

    assert WRONG in await hamlet.browser().join(code)
