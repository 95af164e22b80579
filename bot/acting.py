"""What a press, a typed command or a big key does, in either bot: looked up in the tables.

One refusal, ``press.unknown``, answers whatever no row knows or whose words do not fit it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from bot.elder import by_number
from bot.sending import sent
from bot.visit import STOP_WORDS, Visit, Written
from council.kernel.acts.act import Button
from council.kernel.acts.phrases import SLIP_FROM, Meant
from council.kernel.acts.views import Said, Sends, Typed, View
from council.kernel.numbers import read_number
from council.kernel.refusals import Refusal
from council.kernel.screens import callback_data as presses
from council.kernel.screens.parts import with_page
from council.kernel.screens.render import home_row
from council.kernel.screens.screen import Screen
from council.motions.screens import sure
from council.overview.lost import NEAR, NotUnderstood
from council.people.screens import RESIDENT_KEYS, STAFF_KEYS, key_labels
from council.phrases import GRAMMARS
from council.routes import ROUTES, TYPED, way_in

M = TypeVar("M", bound=Written)

#: Takes a message of one library.
OnMessage = Callable[[M, Visit], Awaitable[Screen]]

UNKNOWN = "press.unknown"

_KEYS = {"resident": RESIDENT_KEYS, "staff": STAFF_KEYS}
#: Drafts that await figures or letters, of which no key's word is one.
_NOT_WORDS = frozenset({"ballot", "form.pledge"})


async def pressed(data: str, visit: Visit) -> Screen:
    """Answer a pressed button."""
    press = presses.read(data)
    if press is None:
        return visit.refuse(UNKNOWN)
    return await follow(press.verb, press.arguments, visit)


async def follow(verb: str, words: tuple[str, ...], visit: Visit) -> Screen:
    """Do what a verb with such words stands for."""
    route = ROUTES[visit.bot].get(verb)
    meaning = None if route is None else route.read(words)
    if route is None or meaning is None:
        return visit.refuse(UNKNOWN)
    row, given = route.row, meaning.given
    if not meaning.confirmed:
        noun, _, move = verb.partition(".")
        back_to = noun if noun in ROUTES[visit.bot] else f"{noun}.show"
        return sure(noun, move, words, visit.say, back_to=back_to)
    if route.told_bot:
        given["bot"] = visit.bot
    own = visit.own.get(verb)
    if own is not None:
        return await own(visit, **given)
    match row:
        case Button():
            return await visit.ask(row.command, **given)
        case Said():
            return row.draw(say=visit.say, **given)
        case View() | Sends():
            # Only who is known can look at anything; a stranger may still ask to join.
            if visit.who is None:
                return visit.refuse("people.unknown")
            return await _look(row, given, words, visit)


async def _look(
    row: View | Sends, given: Mapping[str, Any], words: tuple[str, ...], visit: Visit
) -> Screen:
    """Show what a row reads; where it sends files, they go out first."""
    if isinstance(row, View) and row.before is not None:
        await asyncio.to_thread(row.before, visit.app)
    noted = await _noted(row, given, visit)
    if isinstance(noted, Refusal):
        return visit.render(noted)
    if isinstance(row, View):
        shown = await visit.look(partial(row.read, **given))
        screen = visit.render(shown)
        if isinstance(shown, Refusal) or not row.page:
            return screen
        return with_page(screen, row.page, words, visit.say)
    who = visit.person
    found = await visit.app.bus.read(lambda tx: row.read(tx, who, **given))
    if isinstance(found, Refusal):
        return visit.render(found)
    uploads = await asyncio.to_thread(row.files, found, visit.say)
    if isinstance(uploads, Refusal):
        return visit.render(uploads)
    if not await sent(uploads, visit):
        return visit.refuse(row.unsent)
    if row.then:
        return replace(await follow(row.then, words[:1], visit), in_place=False)
    return visit.render(noted if row.noted_tells else found)


async def _noted(row: View | Sends, given: Mapping[str, Any], visit: Visit) -> object:
    """Ask for the act of looking, where looking is one."""
    if row.noted is None:
        return None
    return await visit.app.bus.ask(row.noted(actor=visit.account, cause=visit.cause, **given))


def command_typed(text: str | None) -> tuple[str, str]:
    """Read ``/name words``: the name, and the words behind it. No name: it is no command."""
    if not text or not text.startswith("/"):
        return "", ""
    name, *words = text.split(maxsplit=1)
    return name[1:].partition("@")[0].lower(), words[0].strip() if words else ""


def key_meant(text: str | None, visit: Visit) -> str:
    """Tell which command a message means that is no ``/command``; empty for none."""
    found = _words_meant(text, visit)
    return "" if found is None else found.name


def _words_meant(text: str | None, visit: Visit) -> Meant | None:
    """Read what was typed in place of pressing a key.

    A key with its sign means its command at any time. Its bare word does, and whatever else means
    it (``council/phrases.py``), unless words of somebody's own are awaited: a proposal may be called
    “vote”, a ranking may not. A word that ends waiting means ``cancel``.
    """
    typed = (text or "").strip()
    if (visit.draft or visit.looked_at) is not None and typed.lower() in STOP_WORDS:
        return Meant(name="cancel")
    label = key_labels(_KEYS[visit.bot]).get(typed)
    if label is not None:
        return Meant(name=label)
    bare = visit.draft is None or visit.draft.kind in _NOT_WORDS
    return GRAMMARS[visit.bot].read(typed) if bare else None


def meant(text: str | None, visit: Visit) -> tuple[Typed, str] | None:
    """Tell which row a typed command or a big key means, with the words behind it."""
    name, words = command_typed(text)
    if not name:
        found = None if (text or "").startswith("/") else _words_meant(text, visit)
        if found is None:
            return None
        name, words = found.name, found.words
    row = TYPED[visit.bot].get(name)
    if row is None and len(name) >= SLIP_FROM and not any(name in each for each in TYPED.values()):
        slipped = GRAMMARS[visit.bot].read(name)  # “/vtoe 2”
        row = None if slipped is None else TYPED[visit.bot].get(slipped.name)
    return None if row is None else (row, words)


async def said(
    message: M, visit: Visit, awaited: Mapping[str, OnMessage[M]], otherwise: OnMessage[M]
) -> Screen:
    """Answer a command or key, else what a half-done draft waits for, else what nobody awaits.

    ``awaited`` are takers of messages by kind of draft. A form at its last look takes words, for
    people type what its buttons say.
    """
    text = (message.text or "").strip()
    name, words = command_typed(text)
    way = way_in(visit.bot, words) if name == "start" else None
    if way is not None:
        verb, word = way
        return await follow(verb, (word,), visit)
    numbered = await by_number(text, visit)
    if numbered is not None:
        data, address = numbered
        return await pressed(data, visit) if data else _leads_to(address, visit)
    found = meant(text, visit)
    if found is not None:
        return await typed(*found, visit)
    draft = visit.draft or (visit.looked_at if text else None)
    if draft is None or text.startswith("/"):
        return await otherwise(message, visit)
    return await awaited.get(draft.kind, otherwise)(message, replace(visit, draft=draft))


async def typed(row: Typed, words: str, visit: Visit) -> Screen:
    """Answer a typed command or a big key."""
    if row.number and (number := read_number(words)) is not None:
        return await _stands_for(row.number, visit, str(number))
    first, _, rest = words.partition(" ")
    if row.rest and rest.strip() and (number := read_number(first)) is not None:
        return await _stands_for(row.rest, visit, str(number), rest.strip())
    if words and row.words:
        return await _stands_for(row.words, visit, words)
    if row.refused and (words or not row.bare):
        return visit.refuse(row.refused)
    return await _stands_for((row.unread if words else "") or row.bare, visit)


async def _stands_for(press: str, visit: Visit, *words: str) -> Screen:
    verb, *before = press.split(":")
    return await follow(verb, (*before, *words), visit)


def _leads_to(address: str, visit: Visit) -> Screen:
    """Say an address that a typed number stands for; what is typed can open no page by itself."""
    return Screen(text=str(visit.say("pages.at", address=address)), rows=(home_row(visit.say),))


def not_understood(text: str, visit: Visit) -> Screen:
    """Answer words that mean nothing here: what was read, and what they may have been meant for."""
    likely = GRAMMARS[visit.bot].near(text, NEAR)
    return visit.render(NotUnderstood(bot=visit.bot, text=text, likely=likely))
