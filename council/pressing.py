"""What a press does for somebody whom a channel has found out: looked up in the tables.

The same for a chat, for a page and for whatever comes next: a press is a verb and its words, its
row says what takes them, and one refusal, ``press.unknown``, answers whatever no row knows or whose
words do not fit it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from typing import Any

from council.kernel.acts.act import Button
from council.kernel.acts.views import Said, Sends, View
from council.kernel.app import App
from council.kernel.bus.command import Command, with_numbers_masked
from council.kernel.bus.inbox import oldest
from council.kernel.bus.job import Then
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.screens.parts import with_page
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.kernel.screens.uploads import Upload
from council.kernel.values import Account, Cause, Person, value
from council.motions.screens import sure
from council.routes import ROUTES
from council.wordings import render

UNKNOWN = "press.unknown"
#: How long (s) a command that comes in its turn waits for what came in before it.
TURN_WITHIN = 3.0


@value
class Done:
    """What came of a press: the outcome or view (None: only words), and the screen that says it."""

    screen: Screen
    outcome: object = None


#: What a bot does by itself for a press, given who presses and the fields that the press carries.
Own = Callable[..., Awaitable[Screen]]


@value
class Caller:
    """Somebody who presses: who they are, by which bot's tables, and in which language.

    ``cause`` tells this press from every other: what comes twice is done once. ``own`` is what a
    bot does by itself for a press, in the place of asking for the command of its row. ``then`` is
    done with what came of a command, in the same transaction.
    """

    app: App
    bot: str
    account: Account
    cause: Cause
    who: Person | None
    say: Translator
    own: Mapping[str, Own] = field(default_factory=dict)
    then: Then | None = None

    @property
    def person(self) -> Person:
        """The known person; strangers never reach a handler that asks for this."""
        assert self.who is not None, "strangers are turned away before the handlers"
        return self.who

    async def ask(self, command: type[Command[Any]], **fields: Any) -> Screen:
        """Ask the command bus for one command, and word its outcome."""
        return (await self.done(command, **fields)).screen

    async def done(self, command: type[Command[Any]], **fields: Any) -> Done:
        """Ask the command bus for one command; tells its outcome as well."""
        if command.in_turn:
            await worked_off(self.app)
        made = command(actor=self.account, cause=self.cause, **fields)
        if self.then is None:
            outcome = await self.app.bus.ask(made)
        else:
            outcome = await self.app.bus.ask(made, then=self.then)
        screen = self.render(outcome)
        if not isinstance(outcome, Refusal) and with_numbers_masked(made) is not made:
            screen = screen.begun_with(str(self.say("note.numbers_masked")))
        return Done(screen=screen, outcome=outcome)

    async def look(self, read: Callable[[Transaction, Person], object]) -> object:
        """Read what a read model tells this person (or its refusal)."""
        who = self.person
        return await self.app.bus.read(lambda tx: read(tx, who))

    def refuse(self, key: str, **params: Param) -> Screen:
        """Answer with a refusal found at the edge (something that cannot be read)."""
        return self.render(refuse(key, **params))

    def refused(self, key: str) -> Done:
        """Answer a press with a refusal found at the edge."""
        return Done(screen=self.refuse(key), outcome=refuse(key))

    def render(self, outcome: object) -> Screen:
        """Word an outcome or view at hand."""
        return render(outcome, self.say)

    async def sent(self, _: Sequence[Upload]) -> bool:
        """Send files; tells whether all went out. Only a chat takes any."""
        return False


async def press(verb: str, words: tuple[str, ...], caller: Caller) -> Done:
    """Do what a verb with such words stands for."""
    route = ROUTES[caller.bot].get(verb)
    meaning = None if route is None else route.read(words)
    if route is None or meaning is None:
        return caller.refused(UNKNOWN)
    row, given = route.row, meaning.given
    if not meaning.confirmed:
        noun, _, move = verb.partition(".")
        back_to = noun if noun in ROUTES[caller.bot] else f"{noun}.show"
        return Done(screen=sure(noun, move, words, caller.say, back_to=back_to))
    if route.told_bot:
        given["bot"] = caller.bot
    own = caller.own.get(verb)
    if own is not None:
        return Done(screen=await own(caller, **given))
    match row:
        case Button():
            return await caller.done(row.command, **given)
        case Said():
            return Done(screen=row.draw(say=caller.say, **given))
        case View() | Sends():
            # Only who is known can look at anything; a stranger may still ask to join.
            if caller.who is None:
                return caller.refused("people.unknown")
            return await _look(row, given, words, caller)


async def _look(
    row: View | Sends, given: Mapping[str, Any], words: tuple[str, ...], caller: Caller
) -> Done:
    """Show what a row reads; where it sends files, they go out first."""
    if isinstance(row, View) and row.before is not None:
        await asyncio.to_thread(row.before, caller.app)
    noted = await _noted(row, given, caller)
    if isinstance(noted, Refusal):
        return Done(screen=caller.render(noted), outcome=noted)
    if isinstance(row, View):
        shown = await caller.look(partial(row.read, **given))
        screen = caller.render(shown)
        # What is a draft yet says itself that it stands on no page.
        if row.page and not isinstance(shown, Refusal) and getattr(shown, "on_a_page", True):
            screen = with_page(screen, row.page, words, caller.say)
        return Done(screen=screen, outcome=shown)
    who = caller.person
    found = await caller.app.bus.read(lambda tx: row.read(tx, who, **given))
    if isinstance(found, Refusal):
        return Done(screen=caller.render(found), outcome=found)
    uploads = await asyncio.to_thread(row.files, found, caller.say)
    if isinstance(uploads, Refusal):
        return Done(screen=caller.render(uploads), outcome=uploads)
    if not await caller.sent(uploads):
        return caller.refused(row.unsent)
    if row.then and uploads:
        after = await press(row.then, words[:1], caller)
        return replace(after, screen=replace(after.screen, in_place=False))
    told = noted if row.noted_tells else found
    return Done(screen=caller.render(told), outcome=told)


async def _noted(row: View | Sends, given: Mapping[str, Any], caller: Caller) -> object:
    """Ask for the act of looking, where looking is one."""
    if row.noted is None:
        return None
    return await caller.app.bus.ask(row.noted(actor=caller.account, cause=caller.cause, **given))


async def worked_off(app: App) -> None:
    """Give what was taken in before a command a moment to be handled.

    The command itself insists; a busy minute need not send the facilitator away for that.
    """
    deadline = time.monotonic() + TURN_WITHIN
    while time.monotonic() < deadline:
        if not await app.bus.read(lambda tx: (oldest(tx.connection) or tx.now + 1) <= tx.now):
            return
        await asyncio.sleep(0.05)
