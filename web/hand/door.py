"""The door: ``POST /hand/press`` lets a known person press what they could press in the chat.

``{"id": …, "press": "ballot.cast:3:7", "words": …}`` with whose it is in the header; the answer is the
screen that the chat would show. ``id`` is made by the page, one for each press that somebody means:
however often it is sent, it has one effect, and every time the same answer. ``words`` is what the
person wrote, for a press that takes words.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from aiohttp import web

from council.kernel.app import App
from council.kernel.bus.job import Then
from council.kernel.database.away import is_away
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import open_chats, queue_screen
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens import callback_data as presses
from council.kernel.screens.callback_data import CallbackData
from council.kernel.screens.screen import as_json
from council.kernel.screens.translator import Translator
from council.kernel.texts import clean_text
from council.kernel.values import Account, Cause, Person, value
from council.pressing import UNKNOWN, Caller, Done, press
from council.wordings import render
from web.hand.cards import Json, said, told
from web.hand.pace import Paces, address_of
from web.hand.sheets import is_taken, is_told
from web.hand.who import Known, WayIn, claimed, known
from web.request_context import chosen_language
from web.show import note_away
from web.site import SITE, NoSuchCommunity

PATH = "/hand/press"
#: Whose tables of presses these are, and through whose chat it is told.
BOT = "resident"
#: Longer bodies (bytes) and longer words (characters) are none that a page of ours sends.
MOST_BYTES, MOST_WORDS = 16_384, 4_000
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
#: Of what a page sent before or must not keep: nothing.
_HEADERS = {"Cache-Control": "no-store"}
_STATUS = {
    "hand.garbled": HTTPStatus.BAD_REQUEST,
    "hand.too_often": HTTPStatus.TOO_MANY_REQUESTS,
    "hand.unknown": HTTPStatus.FORBIDDEN,
    "hand.elsewhere": HTTPStatus.FORBIDDEN,
}


@value
class Pressed:
    """A press as it was sent."""

    id: str
    press: CallbackData
    words: tuple[str, ...]


class Door:
    """The door of one web view."""

    def __init__(self, ways: Sequence[WayIn]) -> None:
        """Find out in these ways who it is."""
        self.ways = tuple(ways)
        self.paces = Paces()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer ``POST /hand/press``."""
        site = request.app[SITE]
        try:
            answer = await self._answer(request, site.app)
        except NoSuchCommunity:
            answer = refuse("hand.elsewhere")
        except Exception as error:
            if not is_away(error):
                raise
            note_away(error)
            return web.json_response(
                {}, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={**_HEADERS, "Retry-After": "5"}
            )
        if isinstance(answer, Done):
            return web.json_response(told(answer), headers=_HEADERS)
        return _refused(answer, _voice(request, site.app))

    async def _answer(self, request: web.Request, app: App) -> Done | Refusal:
        address = address_of(request)
        if not self.paces.address.takes(address):
            return refuse("hand.too_often")
        claim = await claimed(request, self.ways)
        if isinstance(claim, Refusal):
            return claim if self.paces.unproven.takes(address) else refuse("hand.too_often")
        slug = request.match_info.get("slug")
        who = await app.bus.read(lambda tx: known(tx, claim, slug))
        if isinstance(who, Refusal):
            return who
        if not self.paces.account.takes(f"{claim.account.channel} {claim.account.id}"):
            return refuse("hand.too_often")
        pressed = await _read(request)
        if isinstance(pressed, Refusal):
            return pressed
        return await _press(app, who, pressed)


async def _press(app: App, who: Known, pressed: Pressed) -> Done:
    person, account = who.person, who.claim.account
    say = Translator(
        person.locale,
        person.timezone,
        site=app.settings.pages_at(person.slug, demo=app.clock.demo),
        large=person.large,
        hands=True,
    )
    caller = Caller(
        app=app,
        bot=BOT,
        account=account,
        cause=cause_of(account, pressed.id),
        who=person,
        say=say,
        then=_telling(person, account, say),
    )
    if not is_taken(pressed.press.verb, (*pressed.press.arguments, *pressed.words)):
        return caller.refused(UNKNOWN)
    return await press(pressed.press.verb, (*pressed.press.arguments, *pressed.words), caller)


def cause_of(account: Account, press_id: str) -> Cause:
    """Tell one press from every other by the id that its page made for it.

    The id alone: whatever else is sent under it is the same press, and gets its answer. 126 bits of
    a digest stand in for the numbers that a chat's updates have.
    """
    named = f"yishi-hand-1\n{account.channel}\n{account.id}\n{press_id}".encode()
    digest = hashlib.blake2b(named, digest_size=16).digest()
    first, second = (int.from_bytes(part) >> 1 for part in (digest[:8], digest[8:]))
    return Cause(bot=BOT, update_id=first, digest=max(second, 1))


def _telling(person: Person, account: Account, say: Translator) -> Then:
    """Tell the chat whose page it was what was done in the hand, in the commit of doing it."""

    def tell(tx: Transaction, outcome: Any) -> None:
        if not is_told(outcome):
            return
        drawn = as_json(render(outcome, say))
        for each in open_chats(tx, person, BOT):
            if each.channel == account.channel:
                queue_screen(tx, BOT, each.channel, each.id, drawn, not_before=0)

    return tell


async def _read(request: web.Request) -> Pressed | Refusal:
    """Read what was sent; whatever is not of the shape that our page sends is garbled."""
    garbled = refuse("hand.garbled")
    if (request.content_length or 0) > MOST_BYTES:
        return garbled
    try:
        body = await request.read()
        sent = json.loads(body) if len(body) <= MOST_BYTES else None
    except (ValueError, RecursionError, web.RequestPayloadError, ConnectionError):
        return garbled
    if not isinstance(sent, dict):
        return garbled
    press_id, data, words = sent.get("id"), sent.get("press"), sent.get("words")
    if not isinstance(press_id, str) or not _ID.fullmatch(press_id) or not isinstance(data, str):
        return garbled
    if words is not None and (not isinstance(words, str) or len(words) > MOST_WORDS):
        return garbled
    read = presses.read(data) if data.isascii() else None
    if read is None:
        return garbled
    cleaned = clean_text(words).strip() if words else ""
    return Pressed(id=press_id, press=read, words=(cleaned,) if cleaned else ())


def _refused(refusal: Refusal, say: Translator) -> web.Response:
    status = _STATUS.get(refusal.key, HTTPStatus.UNAUTHORIZED)
    headers = dict(_HEADERS)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        headers["Retry-After"] = "10"
    body: Json = said(render(refusal, say), refusal)
    return web.json_response(body, status=status, headers=headers)


def _voice(request: web.Request, app: App) -> Translator:
    """The language of the page that asks: nobody is known yet."""
    return Translator(chosen_language(request.query) or app.settings.locale, app.settings.timezone)


DOOR = web.AppKey("door", Door)


async def serve(request: web.Request) -> web.StreamResponse:
    """Answer at the door of this web view."""
    return await request.app[DOOR].serve(request)
