"""The raw limit of the web hall: its own stack around a handler that does nothing but answer.

A press comes in as the hall takes it (the headers' guard, the pace of its address, the cookie, the
form, the check that page and browser belong together) and is answered as the hall answers a cast:
one message drawn by the hall's template, as JSON. There is no database: nobody is looked up,
nothing is done and nothing is kept.

Started as a process of its own: ``python -m council.cli.bench.hall_noop PORT URL``, with the address of an
empty database, which is opened for the words of the page and not asked.
"""

import gc
import sys

from aiohttp import web

from council.app import open_app
from council.kernel.config import load
from council.kernel.screens.screen import Button, Screen, as_json
from council.kernel.values import Person
from council.people.hall.messages import Message
from council.people.hall.sessions import Session, SignedIn
from web.assets import Assets
from web.hall import drawing
from web.hall.browser import is_ours, token_of
from web.hall.drawing import Context
from web.hall.sent import read
from web.hand.pace import Paces, address_of
from web.page_cache import PageCache
from web.sending import SECURE, guard
from web.show import in_words
from web.site import SITE, Site, templates

_PACES = web.AppKey("paces", Paces)
_RECEIPT = Screen(
    text="✅ <b>已收到您的选票</b>\n\n<b>意向排序 1：停车方案意向排序</b>\n\n1. C 方案C\n2. A 方案A\n"
    "3. B 方案B\n没有排的：D 方案D——视为并列最后。\n\n时间：2026年1月5日（周一）12:00\n"
    "回执号：<code>7K5S-PLEX</code>\n\n2026年1月6日（周二）12:00 截止，之前随时可以改。",
    rows=(
        (Button(label="✏️ 改票", press="ballot.open:1"),),
        (Button(label="🗳 全部表决", press="polls"), Button(label="🔔 我的", press="mine")),
        (Button(label="🏠 首页", press="home"),),
    ),
)
_MESSAGE = Message(
    number=1,
    revision=2,
    kind="shown",
    body=as_json(_RECEIPT),
    made_at=1_767_585_600,
    changed_at=1_767_585_600,
)
_SIGNED = SignedIn(
    session=Session(
        token_hash="",
        id="",
        account="bench",
        device="",
        made_at=0,
        seen_at=0,
        expires_at=0,
        ended_at=None,
    ),
    person=Person(
        community_id="",
        id="",
        ref="",
        name="",
        unit="",
        adult=True,
        owner_key="",
        locale="zh_CN",
        timezone="Asia/Shanghai",
        roles=frozenset({"resident"}),
        large=0,
    ),
)


async def take(request: web.Request) -> web.StreamResponse:
    """Take a press as the hall does, and answer without having done anything."""
    if not request.app[_PACES].address.takes(address_of(request)):
        return web.Response(status=429)
    token = token_of(request)
    if not request.app[_PACES].account.takes(token):
        return web.Response(status=429)
    sent = await read(request)
    if not is_ours(request, token, sent.fields.get("token", "")):
        return web.Response(status=403)
    here = Context(site=request.app[SITE], root="", token=token, signed=_SIGNED, bot="resident")
    html = drawing.messages(here, [_MESSAGE])
    answer = web.json_response({"number": 1, "gone": False, "revision": 2, "html": html})
    answer.enable_compression()
    return answer


async def freeze(_: web.Application) -> None:
    """Take start-up objects out of the collector's sight, as the product does."""
    gc.collect()
    gc.freeze()


def main(port: int, url: str) -> None:
    """Serve until ended."""
    with open_app(load(database_url=url)) as app:
        served = web.Application()
        served[SITE] = Site(
            app=app, templates=templates(), assets=Assets(), shelf=PageCache(app), readiness=None
        )
        served[SECURE] = False
        served[_PACES] = Paces()
        served.on_response_prepare.append(guard)
        served.router.add_post("/hall/act", in_words(take))
        served.on_startup.append(freeze)
        web.run_app(served, host="127.0.0.1", port=port, access_log=None, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
