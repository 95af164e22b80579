"""The server: WeCom's addresses over HTTP, faults on demand, and callbacks as WeCom posts them."""

import asyncio
import json
import secrets
import time
from dataclasses import dataclass
from html import escape
from typing import Any

import aiohttp
from aiohttp import web

from bot.wecom_sandbox.checks import Json, Refusal
from bot.wecom_sandbox.company import Company, Shown
from bot.wecom_sandbox.sealing import sealed, signed

#: How long (s) WeCom waits for an answer to a callback, and how often it posts one.
PATIENCE, TRIES = 5.0, 4


@dataclass(slots=True, kw_only=True)
class Fault:
    """Strikes the next ``count`` calls of a method (None: any).

    ``code``: refused with it · ``500`` · ``slow``: answered after ``seconds`` · ``lost``: done, and the
    connection dropped · ``refused``: the connection dropped before it is done.
    """

    kind: str
    method: str | None = None
    code: int = 0
    seconds: float = 0.0
    count: int = 1


class WecomSandbox:
    """WeCom for one company with one application."""

    def __init__(self, company: Company, *, token: str, aes_key: str) -> None:
        self.company = company
        self._token, self._aes_key = token, aes_key
        self.faults: list[Fault] = []
        #: Every call that came, by method.
        self.calls: list[tuple[str, Json]] = []
        self.callback_url = ""
        self.url = ""
        self.robot_key = secrets.token_hex(8)
        self._runner: web.AppRunner | None = None
        self._app = web.Application()
        self._app.router.add_route("*", "/cgi-bin/{method:.+}", self._api)
        self._app.router.add_get("/connect/oauth2/authorize", self._authorize)
        #: Who is at home in a browser that comes to be vouched for and bears no cookie ``member``.
        self.at_home = ""

    @property
    def robot_url(self) -> str:
        """The address of the robot in the group."""
        return f"{self.url}/cgi-bin/webhook/send?key={self.robot_key}"

    async def start(self) -> None:
        """Serve on a free port."""
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        assert self._runner.addresses
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Stop serving."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        written = await request.text()
        body: Json = json.loads(written) if written else {}
        fault = self._fault(method)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.kind == "500":
            return web.Response(status=502, text="<html>502 Bad Gateway</html>")
        if fault is not None and fault.kind == "refused":
            return self._dropped(request)
        try:
            if fault is not None and fault.kind == "code":
                answer = {"errcode": fault.code, "errmsg": "fault on demand"}
            else:
                answer = self._done(method, request, body, written)
        except Refusal as error:
            answer = {"errcode": error.code, "errmsg": f"{error.said}, hint: [sandbox]"}
        self.calls.append((method, body))
        if fault is not None and fault.kind == "lost":
            return self._dropped(request)
        return web.json_response({"errcode": 0, "errmsg": "ok", **answer})

    def _done(self, method: str, request: web.Request, body: Json, written: str) -> Json:
        query = request.query
        if method == "gettoken":
            return self.company.token(query.get("corpid", ""), query.get("corpsecret", ""))
        if method == "webhook/send":
            if query.get("key") != self.robot_key:
                raise Refusal(93000, "invalid webhook url")
            return self.company.post_to_group(body)
        self.company.bearer(query.get("access_token", ""))
        match method:
            case "message/send":
                return self.company.send(body, written)
            case "message/update_template_card":
                return self.company.change(body)
            case "auth/getuserinfo":
                return self.company.user_info(query.get("code", ""))
            case _:
                raise Refusal(48002, "api forbidden")

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method in {None, method}:
                fault.count -= 1
                if fault.count <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    def _dropped(self, request: web.Request) -> web.StreamResponse:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _authorize(self, request: web.Request) -> web.Response:
        """Send a browser back with a code, as WeCom does without asking (``snsapi_base``)."""
        query = request.query
        if query.get("appid") != self.company.corp_id or query.get("scope") != "snsapi_base":
            return web.Response(status=400)
        at_home = request.cookies.get("member", self.at_home)
        back, code = query["redirect_uri"], self.company.code_for(at_home)
        raise web.HTTPFound(f"{back}?code={code}&state={query['state']}")

    # What members do

    async def press(self, user: str, shown: Shown, text: str) -> int:
        """Press a button of a card; tells the status of the last answer."""
        return await self.deliver(self.pressed(user, shown, text))

    def pressed(self, user: str, shown: Shown, text: str) -> str:
        """The event that a press on a button of a card is."""
        fields = {
            "MsgType": "event",
            "Event": "template_card_event",
            "EventKey": shown.buttons[text]["key"],
            "TaskId": shown.task_id,
            "CardType": shown.content["card_type"],
            "ResponseCode": self.company.change_code(user, shown),
        }
        return self.xml(user, fields)

    async def write(self, user: str, text: str) -> int:
        """Write to the application; tells the status of the last answer."""
        number = str(secrets.randbits(62))
        return await self.deliver(
            self.xml(user, {"MsgType": "text", "Content": text, "MsgId": number})
        )

    async def happen(self, user: str, event: str) -> int:
        """Let a member enter, join or leave the application."""
        return await self.deliver(self.xml(user, {"MsgType": "event", "Event": event}))

    def xml(self, user: str, fields: Json) -> str:
        """Write an event down, as documented."""
        whole: dict[str, Any] = {
            "ToUserName": self.company.corp_id,
            "FromUserName": user,
            "CreateTime": int(time.time()),  # noqa: TID251 - WeCom has a clock of its own
            **fields,
            "AgentID": self.company.agent_id,
        }
        parts = (
            f"<{name}>{value}</{name}>"
            if isinstance(value, int)
            else f"<{name}><![CDATA[{value}]]></{name}>"
            for name, value in whole.items()
        )
        return f"<xml>{''.join(parts)}</xml>"

    def envelope(
        self, xml: str, *, at: float | None = None, token: str = "", receiver: str = ""
    ) -> tuple[dict[str, str], str]:
        """Seal an event: the query and the body of a callback."""
        corp_id = receiver or self.company.corp_id
        encrypted = sealed(xml, self._aes_key, corp_id)
        stamp = str(int(time.time() if at is None else at))  # noqa: TID251
        nonce = str(secrets.randbelow(10**10))
        query = {
            "msg_signature": signed(token or self._token, stamp, nonce, encrypted),
            "timestamp": stamp,
            "nonce": nonce,
        }
        body = (
            f"<xml><ToUserName><![CDATA[{escape(corp_id)}]]></ToUserName>"
            f"<AgentID><![CDATA[{self.company.agent_id}]]></AgentID>"
            f"<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
        )
        return query, body

    async def deliver(self, xml: str) -> int:
        """Post an event as WeCom does: again where no answer comes in time; tells the last status."""
        status = 0
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
            for _ in range(TRIES):
                query, body = self.envelope(xml)
                try:
                    async with session.post(self.callback_url, params=query, data=body) as answer:
                        status = answer.status
                except (aiohttp.ClientError, TimeoutError):
                    status = 0
                if status == 200:  # noqa: PLR2004
                    break
                await asyncio.sleep(0.2)
        return status

    async def check_address(self, echo: str) -> tuple[int, str]:
        """Check the address as the console does when it is saved; tells status and body."""
        query, _ = self.envelope("")
        encrypted = sealed(echo, self._aes_key, self.company.corp_id)
        query["msg_signature"] = signed(self._token, query["timestamp"], query["nonce"], encrypted)
        async with aiohttp.ClientSession() as session:
            params = {**query, "echostr": encrypted}
            async with session.get(self.callback_url, params=params) as answer:
                return answer.status, await answer.text()
