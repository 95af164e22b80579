"""The addresses of the hall: its two sides, what is sent to it, joining, devices, files."""

import asyncio
import time
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.hdrs import ACCEPT

from council.kernel.database.away import is_away
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.people import reads
from council.people.commands import WrongCode
from council.people.hall import sessions
from council.people.hall.answers import Answer, keep_answer
from council.people.hall.messages import Asked, Look, page
from council.people.hall.sessions import Arrival, Joined, SignedIn, hashed
from council.wordings import render
from web.hall import drawing
from web.hall.answering import Answered, take
from web.hall.browser import device_of, form_token, is_ours, new_token, set_token, token_of
from web.hall.drawing import BOTS, Context
from web.hall.hall import HALL, VOUCHED, Hall, who
from web.hall.lanes import Busy
from web.hall.sent import Garbled, Sent, numbered, read
from web.hand.pace import address_of
from web.headers import with_scripts
from web.request_context import SIZES, chosen_language, preferred_language
from web.show import note_away
from web.site import SITE

#: Whoever takes longer (s) to send, or to come to their turn, may have been signed out meanwhile.
SLOW = 1.0
#: How many messages a page shows.
SIZE = 30
_HEADERS = {"Cache-Control": "no-store", "Vary": "Cookie"}
#: How long (s) whoever sends too much, or comes while the database is away, is to wait.
LATER = "5"
_STATUS = {
    "hall.too_often": HTTPStatus.TOO_MANY_REQUESTS,
    "hall.away": HTTPStatus.SERVICE_UNAVAILABLE,
    "hall.garbled": HTTPStatus.BAD_REQUEST,
    "hall.not_ours": HTTPStatus.FORBIDDEN,
    "hall.stranger": HTTPStatus.UNAUTHORIZED,
    "hall.elsewhere": HTTPStatus.FORBIDDEN,
    "hall.file_gone": HTTPStatus.GONE,
}


def policy() -> dict[str, str]:
    """The policy of the hall's pages: our script, our worker, our manifest."""
    made = with_scripts()
    name, said = next(iter(made.items()))
    return {
        name: f"{said}; worker-src 'self'; manifest-src 'self'",
        # A page that tells nobody where one comes from tells us neither: of its forms, browsers that
        # know no Sec-Fetch-Site (iOS before 16.4) say "Origin: null".
        "Referrer-Policy": "same-origin",
    }


def context(request: web.Request, signed: SignedIn) -> Context:
    """Say who looks at which side."""
    slug = request.match_info.get("slug")
    return Context(
        site=request.app[SITE],
        root=f"/c/{slug}" if slug else "",
        token=token_of(request),
        signed=signed,
        bot=BOTS[request.match_info.get("side", "")],
    )


def stranger_voice(request: web.Request) -> Translator:
    """The language of whoever we do not know: what the address or the browser asks for."""
    settings = request.app[SITE].app.settings
    wanted = chosen_language(request.query) or preferred_language(
        request.headers.get("Accept-Language", "")
    )
    return Translator(wanted or settings.locale, settings.timezone)


def _html(text: str, status: int = 200) -> web.Response:
    answer = web.Response(text=text, content_type="text/html", status=status)
    answer.headers.update(_HEADERS | policy())
    answer.enable_compression()
    return answer


def wants_json(request: web.Request) -> bool:
    """Whether a script asks."""
    return request.headers.get(ACCEPT, "") == "application/json"


async def show(request: web.Request) -> web.StreamResponse:
    """Answer ``GET /hall`` and ``/hall/desk``: the chat, or the door for whoever is not in."""
    signed = await who(request)
    if not isinstance(signed, SignedIn):
        code = request.query.get("code", "")
        if code and VOUCHED in request.app and "wxwork" in request.headers.get("User-Agent", ""):
            # A slip that was scanned with WeCom: it says who scans, so both doors open at once.
            raise web.HTTPSeeOther(f"/wecom/open?{urlencode({'code': code})}")
        return door(request, signed, code=code)
    here = context(request, signed)
    return await _page(request, here, before=numbered(request.query.get("before", "")))


async def _page(
    request: web.Request, here: Context, *, before: int = 0, once: str = ""
) -> web.Response:
    account, hall = here.signed.account, request.app[HALL]
    app, push_key = hall.app, "" if hall.pushes is None else hall.pushes.public_key

    def gather(tx: Transaction) -> Any:
        return page(tx, account, here.bot, size=SIZE, before=before)

    found = await app.bus.read(gather)
    if not found.revision:
        await app.bus.run(lambda tx: _greet(tx, here, newly=False))
        found = await app.bus.read(gather)
    html = await asyncio.to_thread(
        drawing.whole, here, found, once=once, push_key=push_key, latest=not before
    )
    if found.unread and not before:
        await hall.looks.ask(Look(account=account.id, bot=here.bot, revision=found.revision))
    return _html(html)


def _greet(tx: Transaction, here: Context, *, newly: bool) -> None:
    """Begin a history with the start screen of its side, unless its person has left just now."""
    if not isinstance(sessions.signed_in(tx, here.token), SignedIn):
        return
    shown = reads.home(tx, here.person, here.bot, newly_joined=newly)
    act = f"begin {here.bot}"
    screen = render(shown, here.say)
    keep_answer(tx, Answer(account=here.signed.account, bot=here.bot, act=act, screen=screen))


def door(
    request: web.Request,
    refusal: Refusal | None,
    *,
    screen: Screen | None = None,
    status: int = 200,
    code: str = "",
) -> web.Response:
    """Show the door: what to type, and why somebody stands before it again.

    ``code`` is that of a slip which they hold; it is read already.
    """
    site, say = request.app[SITE], stranger_voice(request)
    token = token_of(request)
    over = refusal is not None and refusal.key != "hall.elsewhere"
    fresh = not token or over  # what a session was called names nobody from now on
    if fresh:
        token = new_token()
    slug = request.match_info.get("slug")
    root = f"/c/{slug}" if slug else ""
    told = render(refusal, say) if refusal is not None else screen
    html = site.templates.get_template("hall_door.html").render(
        say=say,
        asset=site.assets.url,
        token=form_token(token),
        base=f"{root}/hall",
        locale=say.locale,
        large=SIZES.get(request.query.get("large", ""), 0),
        code=code if code.isalnum() and len(code) <= 40 else "",  # noqa: PLR2004
        told=told,
    )
    answer = _html(html, status)
    if fresh:
        set_token(request, answer, token)
    return answer


async def join(request: web.Request) -> web.StreamResponse:
    """Answer ``POST /hall/join``: a code lets a device in."""
    hall = request.app[HALL]
    address = address_of(request)
    if not hall.paces.address.takes(address):
        return _refused(request, refuse("hall.too_often"))
    try:
        sent = await read(request)
    except Garbled:
        return _refused(request, refuse("hall.garbled"))
    token = token_of(request)
    if not is_ours(request, token, sent.fields.get("token", "")):
        return _refused(request, refuse("hall.not_ours"))
    arrival = Arrival(
        code=sent.text[:64],
        guest=hashed(token),
        address=hashed(address),
        device=device_of(request),
    )
    found = await hall.app.bus.run(lambda tx: sessions.arrive(tx, arrival))
    if not isinstance(found, Joined):
        say = stranger_voice(request)
        status = HTTPStatus.OK if isinstance(found, WrongCode) else HTTPStatus.FORBIDDEN
        return door(request, None, screen=render(found, say), status=status)
    signed = await hall.app.bus.read(lambda tx: sessions.signed_in(tx, found.token))
    assert isinstance(signed, SignedIn)
    here = replace(context(request, signed), token=found.token)
    if found.newly:
        await hall.app.bus.run(lambda tx: _greet(tx, here, newly=True))
    answer = web.Response(status=HTTPStatus.SEE_OTHER, headers={**_HEADERS, "Location": here.base})
    set_token(request, answer, found.token)
    return answer


def _refused(
    request: web.Request, refusal: Refusal, say: Translator | None = None
) -> web.Response:
    """Refuse at the edge, in words: to a script as JSON, else as a page with the way back."""
    say = say or stranger_voice(request)
    status = _STATUS.get(refusal.key, HTTPStatus.UNAUTHORIZED)
    screen = render(refusal, say)
    if wants_json(request):
        answer = web.json_response(
            {"why": refusal.key, "text": screen.toast}, status=status, headers=_HEADERS
        )
    else:
        slug = request.match_info.get("slug")
        site = request.app[SITE]
        html = site.templates.get_template("hall_told.html").render(
            say=say,
            asset=site.assets.url,
            base=f"/c/{slug}/hall" if slug else "/hall",
            locale=say.locale,
            large=SIZES.get(request.query.get("large", ""), 0),
            told=screen,
        )
        answer = _html(html, status)
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        answer.headers["Retry-After"] = LATER
    return answer


async def act(request: web.Request) -> web.StreamResponse:
    """Answer ``POST /hall/act``: a press, words or a file."""
    try:
        return await _act(request)
    except Busy:
        return _refused(request, refuse("hall.too_often"))
    except Garbled:
        return _refused(request, refuse("hall.garbled"))
    except Exception as error:
        if not is_away(error):
            raise
        note_away(error)
        return _refused(request, refuse("hall.away"))


async def _act(request: web.Request) -> web.StreamResponse:
    hall = request.app[HALL]
    if not hall.paces.address.takes(address_of(request)):
        return _refused(request, refuse("hall.too_often"))
    readiness = request.app[SITE].readiness
    if readiness is not None and readiness.clock_trouble:
        # Nobody may be told that a poll is over by a clock that is wrong: it is sent again.
        return _refused(request, refuse("hall.away"))
    signed = await who(request)
    if not isinstance(signed, SignedIn):
        return _refused(request, signed or refuse("hall.stranger"))
    if not hall.paces.account.takes(signed.account.id):
        return _refused(request, refuse("hall.too_often"))
    here = context(request, signed)
    began = time.monotonic()
    async with hall.lanes.place(signed.account.id) as turn:
        sent = await read(request)
        if not is_ours(request, here.token, sent.fields.get("token", "")):
            return _refused(request, refuse("hall.not_ours"))
        async with turn:
            if time.monotonic() - began > SLOW:
                found = await who(request)
                if not isinstance(found, SignedIn):
                    return _refused(request, found or refuse("hall.stranger"))
                signed, here = found, context(request, found)
            done = await take(hall, signed, here.token, here.bot, sent)
    if wants_json(request):
        return await _as_json(request, here, done, sent)
    if done.gone:
        return door(request, None, screen=done.screen)
    if done.once:
        return await _page(request, here, once=done.once)
    raise web.HTTPSeeOther(here.here + _place(done, sent))


def _place(done: Answered, sent: Sent) -> str:
    """Tell where a page without a script goes on: at the answer, or at the buttons of a sheet.

    A sheet's buttons stand where they stood, so that one after another can be pressed.
    """
    if not done.number:
        return ""
    rows = () if done.screen is None else done.screen.rows
    verbs = {button.press.partition(":")[0] for row in rows for button in row}
    verb = sent.fields.get("press", "").partition(":")[0]
    stays = done.number == sent.message and verb in verbs
    return f"#{'b' if stays else 'm'}{done.number}"


async def _as_json(
    request: web.Request, here: Context, done: Answered, sent: Sent
) -> web.Response:
    after = numbered(request.query.get("after", ""))
    told: dict[str, Any] = {"number": done.number, "gone": done.gone}
    if done.gone and done.screen is not None:
        told["text"] = done.screen.text
        return web.json_response(told, headers=_HEADERS)
    kept = done.kept
    if kept is not None and kept.messages and after >= kept.before:
        # It knows all but what it has just brought about.
        html = drawing.messages(here, kept.messages, once=done.once)
        told |= {"revision": kept.revision, "html": html}
    else:
        told |= await news(request.app[HALL], here, after, once=done.once)
    if done.screen is not None and done.screen.toast:
        told |= {"toast": done.screen.toast, "alert": done.screen.alert}
    answer = web.json_response(told, headers=_HEADERS)
    answer.enable_compression()
    return answer


async def news(hall: Hall, here: Context, after: int, *, once: str = "") -> dict[str, Any]:
    """Draw what is new on a side since a revision, which counts as looked at.

    ``over``: the page shows what the log never had, and is to be loaded anew.
    """
    account, bot = here.signed.account.id, here.bot
    found = await hall.news.ask(Asked(account=account, bot=bot, after=after, size=SIZE))
    if found is None:
        return {"revision": after, "over": True}
    if not found and not once:
        return {"revision": after, "html": ""}
    revision = max((each.revision for each in found), default=after)
    if any(each.kind == "told" for each in found):
        await hall.looks.ask(Look(account=account, bot=bot, revision=revision))
    return {"revision": revision, "html": drawing.messages(here, found, once=once)}


async def file(request: web.Request) -> web.StreamResponse:
    """Answer ``GET /hall/files/KEY``: a file that waits for whom it is for."""
    signed = await who(request)
    hall = request.app[HALL]
    if not isinstance(signed, SignedIn):
        return _refused(request, signed or refuse("hall.stranger"))
    found = hall.uploads.fetch(signed.account, request.match_info["key"])
    if found is None:
        return _refused(request, refuse("hall.file_gone"), context(request, signed).say)
    answer = web.Response(body=found.content, content_type="application/octet-stream")
    answer.headers.update(_HEADERS)
    shown = f"attachment; filename*=UTF-8''{_quoted(found.name)}"
    answer.headers["Content-Disposition"] = shown
    return answer


def _quoted(name: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415

    return quote(name, safe="")


async def devices(request: web.Request) -> web.StreamResponse:
    """Answer ``GET /hall/devices``: where somebody is signed in."""
    signed = await who(request)
    if not isinstance(signed, SignedIn):
        return door(request, signed)
    here, hall = context(request, signed), request.app[HALL]
    found = await hall.app.bus.read(lambda tx: sessions.devices(tx, signed.account))
    html = here.site.templates.get_template("hall_devices.html").render(
        devices=found, mine=signed.session.id, **here.named()
    )
    return _html(html)


async def sign_out(request: web.Request) -> web.StreamResponse:
    """Answer ``POST /hall/devices``: sign one device out, all of them, or leave the hall."""
    signed = await who(request)
    if not isinstance(signed, SignedIn):
        return _refused(request, signed or refuse("hall.stranger"))
    hall, here = request.app[HALL], context(request, signed)
    try:
        sent = await read(request)
    except Garbled:
        return _refused(request, refuse("hall.garbled"))
    if not is_ours(request, here.token, sent.fields.get("token", "")):
        return _refused(request, refuse("hall.not_ours"))
    account, wanted = signed.account, sent.fields.get("press", "")
    await hall.app.bus.run(lambda tx: sessions.sign_out(tx, account, wanted))
    hall.bells.ring(account.id)
    raise web.HTTPSeeOther(f"{here.base}/devices")
