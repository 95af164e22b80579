"""What is sent has one effect, its answer stays, and nobody's flood is another's trouble."""

import asyncio
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import pytest
from aiohttp import FormData
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from council.kernel.screens.translator import Translator
from council.kernel.tables import poison_updates
from council.kernel.ticker.readiness import Readiness
from council.people.hall.tables import hall_acts, hall_messages
from council.proposals.tables import proposals
from tests.web.hall.conftest import Hamlet
from tests.web.heyue import RED_DOT
from web.hall.hall import HALL
from web.hall.sent import DRAINED
from web.hand.pace import BY_ACCOUNT
from web.site import SITE

SAY = Translator("zh_CN")


async def propose(browser: Any) -> list[dict[str, Any]]:
    """Answer the form of a proposal up to its photos, by typing."""
    told = [await browser.act(text=str(SAY("key.propose")))]
    told += [await browser.act(text=text) for text in ("楼道的灯坏了", "三单元楼道的灯坏了半个月")]
    return told


async def test_words_and_keys_go_where_the_chat_takes_them(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    told = await propose(browser)

    page = await browser.get()
    assert all(each["status"] == HTTPStatus.OK for each in told)
    assert "楼道的灯坏了" in page
    assert page.count('class="said"') == 3


async def test_what_is_sent_often_has_one_effect_and_one_answer(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    one = {"press": "settings.large:1", "id": "x" * 20}

    first = await browser.act(**one)
    second = await browser.act(**one)
    side_by_side = await asyncio.gather(
        *(browser.act(press="settings.large:0", id="y" * 20) for _ in range(4))
    )

    assert first["number"] == second["number"]
    assert {each["number"] for each in side_by_side} == {side_by_side[0]["number"]}
    assert hamlet.rows(select(func.count()).select_from(hall_acts)) == [(3,)]


async def test_what_is_done_in_the_hall_is_counted_as_such(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    for _ in range(2):
        await browser.act(press="settings.large:1", id="x" * 20)

    text = await (await browser.client.get("/metrics")).text()

    assert 'yishi_processed_by_channel{channel="web"} 1' in text.splitlines()


async def test_an_answer_stands_in_the_place_of_the_message_that_was_pressed(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    shown = await browser.press("settings")

    changed = await browser.press("settings.digest:daily", message=shown["number"])
    elsewhere = await browser.press("settings.digest:at_once", message=999)

    assert changed["number"] == shown["number"]
    assert elsewhere["number"] > shown["number"]


async def test_what_somebody_wrote_is_never_changed_by_a_press(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    await browser.act(text="/help")
    said = hamlet.rows(select(hall_messages.c.number).where(hall_messages.c.kind == "said"))

    told = await browser.press("settings.large:1", message=said[0][0])

    assert told["number"] != said[0][0]


async def test_a_page_without_a_script_does_the_same(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    form = FormData({"token": browser.token, "id": "n" * 20, "text": "/help"})
    form._is_multipart = True

    answer = await browser.client.post(
        "/hall/act", data=form, headers=browser.headers, allow_redirects=False
    )
    page = await browser.get()

    assert answer.status == HTTPStatus.SEE_OTHER
    assert answer.headers["Location"].startswith("/hall#m")
    assert "/help" in page


async def test_an_invented_press_is_the_one_refusal_of_the_chat(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    for data in ("poll.announce:3", "nothing.such", "", "投票"):
        told = await browser.press(data)
        assert str(SAY("refusal.press.unknown")) in told["html"]


async def test_a_photo_goes_with_a_proposal(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    await propose(browser)

    told = await browser.act(file=("灯.png", RED_DOT))

    assert told["status"] == HTTPStatus.OK
    assert "灯.png" in await browser.get()
    assert hamlet.rows(select(func.count()).select_from(proposals)) == [(0,)]


@pytest.mark.parametrize(
    ("content", "key", "params"),
    [
        (b"no photo at all", "proposal.file_unknown", {}),
        (b"\x89PNG" + bytes(12 * 2**20), "proposal.file_large", {"size_mb": 13, "limit_mb": 10}),
        (bytes(40 * 2**20), "proposal.file_large", {"size_mb": 40, "limit_mb": 10}),
    ],
    ids=["none", "large", "very large"],
)
async def test_what_is_no_photo_or_too_large_is_told_in_a_sentence(
    hamlet: Hamlet, content: bytes, key: str, params: dict[str, int]
):
    browser = await hamlet.member("W001")
    await propose(browser)

    told = await browser.act(file=("a.png", content))

    assert str(SAY(f"refusal.{key}", **params)) in told["html"]


async def test_an_upload_that_breaks_off_does_nothing(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    before = hamlet.rows(select(func.count()).select_from(hall_messages))
    cookie = next(iter(browser.client.session.cookie_jar))
    reader, writer = await asyncio.open_connection("127.0.0.1", hamlet.server.port)

    writer.write(
        b"POST /hall/act HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n"
        b"Cookie: yishi=" + cookie.value.encode() + b"\r\n"
        b"Content-Type: multipart/form-data; boundary=b\r\n\r\n"
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc'
    )
    await writer.drain()
    writer.close()
    await asyncio.sleep(0.2)

    assert hamlet.rows(select(func.count()).select_from(hall_messages)) == before
    assert (await browser.press("home"))["status"] == HTTPStatus.OK
    del reader


async def test_what_no_page_sends_is_garbled(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    headers = {**browser.headers, "Accept": "application/json"}

    short = await browser.act(press="home", id="short")
    long = await browser.act(text="字" * 9_000)
    json = await browser.client.post("/hall/act", json={"press": "home"}, headers=headers)

    assert [each["status"] for each in (short, long)] == [400] * 2
    assert json.status in {400, 403}
    assert DRAINED > 40 * 2**20


async def test_nothing_at_all_is_asked_for_something(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    told = await browser.act(text="  ")

    assert str(SAY("refusal.hall.empty")) in told["html"]


async def test_a_form_of_another_site_does_nothing(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    right = browser.token

    browser.token = "0" * 32
    without = await browser.press("settings.large:1")
    browser.token, browser.headers = right, {"Sec-Fetch-Site": "cross-site"}
    across = await browser.press("settings.large:1")

    assert (without["status"], across["status"]) == (403, 403)
    assert hamlet.rows(select(func.count()).select_from(hall_acts)) == [(1,)]


async def test_a_stranger_is_asked_to_join(hamlet: Hamlet):
    browser = hamlet.browser()
    await browser.get()

    told = await browser.press("home")

    assert (told["status"], told["why"]) == (401, "hall.stranger")


async def test_a_flood_of_one_is_refused_in_a_sentence_and_costs_nobody_else(hamlet: Hamlet):
    loud, quiet = await hamlet.member("W001"), await hamlet.member("W002")
    hamlet.application[HALL].paces.account._per_second = 1e-9  # however slow the machine is

    flood = await asyncio.gather(*(loud.press("help") for _ in range(BY_ACCOUNT[0] + 20)))
    calm = await quiet.press("help")
    answer = await loud.client.post(
        "/hall/act", data={}, headers={**loud.headers, "Accept": "application/json"}
    )

    refused = [each for each in flood if each["status"] == HTTPStatus.TOO_MANY_REQUESTS]
    assert refused
    assert refused[0]["text"] == str(SAY("refusal.hall.too_often"))
    assert answer.headers["Retry-After"] == "5"
    assert calm["status"] == HTTPStatus.OK


async def test_while_the_database_is_away_the_page_is_asked_to_send_it_again(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch
):
    browser = await hamlet.member("W001")
    bus = hamlet.app.bus
    real = bus.run

    async def away(_: Any) -> Any:
        raise OperationalError("", {}, Exception("server closed the connection"), None, True)

    with monkeypatch.context() as patch:
        patch.setattr(bus, "run", away)
        told = await browser.press("settings.large:1", id="z" * 20)
    assert bus.run == real
    again = await browser.press("settings.large:1", id="z" * 20)

    assert told["status"] == HTTPStatus.SERVICE_UNAVAILABLE
    assert again["status"] == HTTPStatus.OK


async def test_a_bug_is_recorded_and_told_as_in_the_chat(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch
):
    browser = await hamlet.member("W001")

    async def broken(*_: Any) -> Any:
        message = "a bug"
        raise RuntimeError(message)

    monkeypatch.setattr("web.hall.answering.pressed", broken)
    told = await browser.press("home")

    assert str(SAY("refusal.our_fault")) in told["html"]
    assert hamlet.rows(select(func.count()).select_from(poison_updates)) == [(1,)]


async def test_the_desk_is_for_those_who_hold_a_role(hamlet: Hamlet):
    clerk, resident = await hamlet.member("W001", "clerk"), await hamlet.member("W002")

    desk = await clerk.get("/hall/desk")
    told = await clerk.act(side="desk", text="/codes")
    shut = await resident.get("/hall/desk")

    assert "工作台" in await clerk.get()
    assert f'value="{SAY("key.today")}"' in desk
    assert told["status"] == HTTPStatus.OK
    assert "工作台</a>" not in await resident.get()
    assert "您目前没有工作职责" in shut


async def test_slips_wait_for_the_clerks_browser_and_are_kept_in_no_row(hamlet: Hamlet):
    clerk = await hamlet.member("W001", "clerk")
    hamlet.resident("W003")
    await clerk.get("/hall/desk")

    told = await clerk.act(side="desk", text="/code W003")
    address = told["html"].split('href="/hall/files/')[1].split('"')[0]
    file = await clerk.client.get(f"/hall/files/{address}")
    stranger = await (await hamlet.member("W004")).client.get(f"/hall/files/{address}")

    assert "slip.html" in told["html"]
    assert file.status == HTTPStatus.OK
    assert "attachment" in file.headers["Content-Disposition"]
    assert "W003" in (await file.read()).decode()
    assert stranger.status == HTTPStatus.GONE
    bodies = str(hamlet.rows(select(hall_messages.c.body)))
    assert "<section>" not in bodies


async def test_earlier_messages_are_on_earlier_pages(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    hamlet.application[HALL].paces.account._per_second = 1e9
    for _ in range(35):
        await browser.press("help")

    page = await browser.get()
    first = int(page.split("before=")[1].split('"')[0])
    earlier = await browser.get(f"/hall?before={first}")

    assert page.count('<li id="m') == 30
    assert earlier.count('<li id="m') == first - 1


async def test_by_a_clock_that_is_not_believed_nothing_is_taken(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    site = hamlet.application[SITE]
    readiness = Readiness()
    hamlet.application._state[SITE] = replace(site, readiness=readiness)

    readiness.clock_trouble = "an hour behind the record"
    refused = await browser.press("settings.large:1", id="c" * 20)
    readiness.clock_trouble = ""
    taken = await browser.press("settings.large:1", id="c" * 20)

    assert refused["status"] == HTTPStatus.SERVICE_UNAVAILABLE
    assert taken["status"] == HTTPStatus.OK
