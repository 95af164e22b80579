"""Somebody leaves, or joins once more, while something of theirs is on its way: no row is nobody's."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from council.kernel.outbox.transport import Gone
from council.kernel.screens.screen import Screen
from council.kernel.values import Account
from council.people.commands import UnbindResident
from council.people.hall.checks import i38_the_hall_knows_whom_it_serves
from council.people.hall.messages import Look, looked
from council.people.hall.sessions import SignedIn, hashed, signed_in
from council.people.hall.subscriptions import Subscription, subscribe
from council.people.hall.tables import hall_pushes, hall_seen, hall_sessions
from tests.web.hall.conftest import Browser, Hamlet
from web.hall import doors, pushes
from web.hall.hall import HALL
from web.hall.outlet import HallOutlet
from web.hall.pushes import Pushes

ALERT = Subscription(
    endpoint_hash="h", endpoint="https://fcm.googleapis.com/x", key="k", secret="s"
)


def account_of(hamlet: Hamlet) -> Account:
    """The account of the only one who came."""
    return Account(channel="web", id=str(hamlet.rows(select(hall_sessions.c.account))[0][0]))


def wrong(hamlet: Hamlet) -> str:
    """What the check finds, if anything."""
    found = hamlet.run(i38_the_hall_knows_whom_it_serves)
    return found.text if found.state == "broken" else ""


async def test_a_notice_on_its_way_to_who_has_left_is_kept_by_nobody(hamlet: Hamlet):
    await hamlet.member("W001")
    account = account_of(hamlet)
    hamlet.operate(UnbindResident, ref="W001")

    outlet = HallOutlet(hamlet.app, "resident", hamlet.application[HALL].bells)
    delivery = await outlet.send(account.id, Screen(text="有新的表决"))

    assert delivery == Gone(why="left")
    assert wrong(hamlet) == ""


async def test_a_look_of_who_has_left_is_not_noted(hamlet: Hamlet):
    await hamlet.member("W001")
    account = account_of(hamlet)
    hamlet.operate(UnbindResident, ref="W001")

    look = Look(account=account.id, bot="resident", revision=1)
    hamlet.run(lambda tx: looked(tx, [look]))

    assert hamlet.rows(select(hall_seen)) == []


@pytest.mark.parametrize("side", ["/hall", "/hall/desk"])
async def test_a_page_that_is_opened_while_its_person_leaves_begins_no_history(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch, side: str
):
    browser = await hamlet.member("W001", "clerk")
    real = doors.who

    async def leaves_then(request: Any) -> Any:
        found = await real(request)
        hamlet.operate(UnbindResident, ref="W001")
        return found

    monkeypatch.setattr(doors, "who", leaves_then)
    await browser.get(side)

    assert wrong(hamlet) == ""


async def test_who_joins_again_by_the_same_form_keeps_their_alerts(hamlet: Hamlet):
    browser = await came_in(hamlet)
    first = browser.client.session.cookie_jar.filter_cookies(browser.client.make_url("/"))
    token = first["yishi"].value

    def ask(tx: Any) -> None:
        signed = signed_in(tx, token)
        assert isinstance(signed, SignedIn)
        subscribe(tx, signed, ALERT)

    hamlet.run(ask)
    await again(hamlet, browser)

    sessions = hamlet.rows(select(hall_sessions.c.id, hall_sessions.c.token_hash))
    assert len(sessions) == 1
    assert sessions[0][1] != hashed(token)
    assert hamlet.rows(select(hall_pushes.c.session_id)) == [(sessions[0][0],)]
    assert wrong(hamlet) == ""


async def test_an_alert_that_is_asked_for_while_the_device_is_signed_out_is_not_kept(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch
):
    browser = await hamlet.member("W001")
    await browser.get()
    hall = hamlet.application[HALL]
    hall.pushes = object.__new__(Pushes)
    hall.pushes.services = ("fcm.googleapis.com",)
    real = pushes.who

    async def signs_out_then(request: Any) -> Any:
        found = await real(request)
        await browser.client.post(
            "/hall/devices",
            data={"token": browser.token, "press": "all"},
            headers=browser.headers,
        )
        return found

    monkeypatch.setattr(pushes, "who", signs_out_then)
    keys = {"p256dh": "A" * 87, "auth": "A" * 22}
    asked = {"endpoint": "https://fcm.googleapis.com/send/abc", "keys": keys}
    data = {"token": browser.token, "id": "p" * 20, "text": json.dumps(asked)}
    answer = await browser.client.post("/hall/push", data=data, headers=browser.headers)

    assert answer.status == 401
    assert hamlet.rows(select(hall_pushes)) == []


JOINED: dict[str, Any] = {}


async def came_in(hamlet: Hamlet) -> Browser:
    """Somebody who joined by a form that can be sent again."""
    browser = hamlet.browser()
    await browser.get()
    jar = browser.client.session.cookie_jar
    JOINED["data"] = {"token": browser.token, "text": hamlet.resident("W001")}
    JOINED["cookies"] = {cookie.key: cookie.value for cookie in jar}
    await browser.client.post("/hall/join", data=JOINED["data"], headers=browser.headers)
    return browser


async def again(hamlet: Hamlet, browser: Browser) -> None:
    """The same form once more, as the back button sends it."""
    jar = browser.client.session.cookie_jar
    jar.clear()
    jar.update_cookies(JOINED["cookies"], browser.client.make_url("/"))
    await browser.client.post("/hall/join", data=JOINED["data"], headers=browser.headers)
