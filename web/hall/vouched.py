"""Into the hall by a chat program that vouches for its member (OAuth): WeCom's application.

A link of ours leads to ``/wecom/open``; that sends the browser to WeCom with a name for this way,
good once, for minutes, and for this browser; WeCom sends it back to ``/wecom/back`` with a code that
tells us the member. Whom a link was made for is compared with who came.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from aiohttp import web

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account
from council.people.commands import Home, RedeemCode
from council.people.hall import sessions, ways
from council.people.hall.links import is_hall, is_ours
from council.people.hall.sessions import Joined, SignedIn, hashed
from council.people.hall.ways import Way
from council.wordings import render
from web.hall.browser import device_of, new_token, set_token, token_of
from web.hall.doors import door, stranger_voice
from web.hall.hall import HALL, VOUCHED, who
from web.hand.pace import address_of
from web.sending import SECURE
from web.show import in_words

CHANNEL = "wecom"
#: Keeps the code of a slip while its owner is at WeCom: it goes through nobody else's hands.
_SLIP = "yishi-slip"


class Away(Exception):
    """Who came cannot be told now."""


@dataclass(slots=True)
class Voucher:
    """How WeCom vouches: where a browser is sent, and who stands behind the code it brings back.

    ``identify`` tells the member's id, empty for nobody of the company or a code that holds no more;
    it raises Away.
    """

    authorize_url: str
    corp_id: str
    agent_id: int
    site: str
    secret: str
    identify: Callable[[str], Awaitable[str]]


VOUCHER = web.AppKey("voucher", Voucher)


def add(application: web.Application, voucher: Voucher) -> None:
    """Add the two addresses."""
    application[VOUCHER] = voucher
    application[VOUCHED] = True
    application.router.add_get(f"/{CHANNEL}/open", in_words(set_out))
    application.router.add_get(f"/{CHANNEL}/back", in_words(come_back))


async def set_out(request: web.Request) -> web.StreamResponse:
    """Answer ``GET /wecom/open``: on to WeCom, or straight in for whoever is in already."""
    voucher, hall = request.app[VOUCHER], request.app[HALL]
    if not hall.paces.address.takes(address_of(request)):
        return _told(request, refuse("hall.too_often"), HTTPStatus.TOO_MANY_REQUESTS)
    path, account = request.query.get("to", "/hall"), request.query.get("for", "")
    signature = request.query.get("sign", "")
    made = is_ours(CHANNEL, account, path, signature, secret=voucher.secret)
    if not is_hall(path) or (account and not made):
        return _told(request, refuse("hall.no_way"), HTTPStatus.BAD_REQUEST)
    slip = request.query.get("code", "")
    signed = await who(request)
    if isinstance(signed, SignedIn) and not slip and await _is_theirs(request, signed, account):
        raise web.HTTPSeeOther(path)
    token = token_of(request) or new_token()
    way = Way(account=account, way=path)
    state = await hall.app.bus.run(lambda tx: ways.set_out(tx, way, hashed(token)))
    query = {
        "appid": voucher.corp_id,
        "redirect_uri": f"{voucher.site}/{CHANNEL}/back",
        "response_type": "code",
        "scope": "snsapi_base",
        "state": state,
        "agentid": voucher.agent_id,
    }
    address = (
        f"{voucher.authorize_url}/connect/oauth2/authorize?{urlencode(query)}#wechat_redirect"
    )
    answer = web.Response(
        status=HTTPStatus.SEE_OTHER, headers={"Location": address, "Cache-Control": "no-store"}
    )
    set_token(request, answer, token)
    if slip.isalnum() and len(slip) <= 40:  # noqa: PLR2004 - the longest code on a slip
        answer.set_cookie(
            _SLIP,
            slip,
            max_age=ways.WAY_FOR,
            path=f"/{CHANNEL}/",
            secure=request.app[SECURE],
            httponly=True,
            samesite="Lax",
        )
    return answer


async def _is_theirs(request: web.Request, signed: SignedIn, account: str) -> bool:
    """Whether who is signed in is whom the link was made for."""
    if not account:
        return True
    bus = request.app[HALL].app.bus
    found = await bus.read(lambda tx: sessions.person_behind(tx, CHANNEL, account))
    return found is not None and found.id == signed.person.id


async def come_back(request: web.Request) -> web.StreamResponse:
    """Answer ``GET /wecom/back``: who came, and in."""
    hall, voucher, token = request.app[HALL], request.app[VOUCHER], token_of(request)
    if not hall.paces.address.takes(address_of(request)):
        return _told(request, refuse("hall.too_often"), HTTPStatus.TOO_MANY_REQUESTS)
    state, code = request.query.get("state", ""), request.query.get("code", "")
    way = await hall.app.bus.run(lambda tx: ways.arrived(tx, state, hashed(token)))
    if way is None or not code:
        return _told(request, refuse("hall.no_way"), HTTPStatus.BAD_REQUEST)
    try:
        user = await voucher.identify(code)
    except Away:
        away = refuse("hall.away")
        return _told(request, away, HTTPStatus.SERVICE_UNAVAILABLE, code=_slip_of(request))
    if not user:
        return _without_slip(_told(request, refuse("hall.no_member"), code=_slip_of(request)))
    if way.account and way.account != user:
        return _told(request, refuse("hall.not_yours"))
    account = Account(channel=CHANNEL, id=user)
    slip = _slip_of(request)
    if slip:
        command = RedeemCode(actor=account, bot="resident", code=slip)
        outcome = await hall.app.bus.ask(command)
        joined = isinstance(outcome, Home)
        already = isinstance(outcome, Refusal) and outcome.key == "people.already_joined"
        if not joined and not already:
            return _without_slip(
                door(request, None, screen=render(outcome, stranger_voice(request)))
            )
    device = device_of(request)

    def enter(tx: Transaction) -> Joined | Refusal:
        return sessions.let_in(tx, account, hashed(token), device)

    found = await hall.app.bus.run(enter)
    if isinstance(found, Refusal):
        return _without_slip(_told(request, found))
    headers = {"Location": way.way, "Cache-Control": "no-store"}
    answer = web.Response(status=HTTPStatus.SEE_OTHER, headers=headers)
    set_token(request, answer, found.token)
    return _without_slip(answer)


def _slip_of(request: web.Request) -> str:
    return request.cookies.get(_SLIP, "")


def _without_slip(answer: web.Response) -> web.Response:
    answer.del_cookie(_SLIP, path=f"/{CHANNEL}/")
    return answer


def _told(
    request: web.Request,
    refusal: Refusal,
    status: HTTPStatus = HTTPStatus.FORBIDDEN,
    *,
    code: str = "",
) -> web.Response:
    return door(request, refusal, status=status, code=code)
