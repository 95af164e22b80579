"""Joining, home, settings, help; and the last words when nothing else fits."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart, or_f
from aiogram.types import CallbackQuery, Message

from bot.resident.filters import Key, Pressed, Stops
from bot.visit import Visit
from council.commands.ballots import TypeRanking
from council.commands.people import ChangeSettings, DiscardDraft, Leave, RedeemCode
from council.reads.mine import mine
from council.reads.people import home, settings
from council.wording.people import ask_to_leave, help_screen
from council.wording.presses import Press
from council.wording.screen import Screen


async def start(message: Message, command: CommandObject, visit: Visit) -> Screen:
    """``/start CODE`` joins; ``/start`` alone shows home."""
    code = (command.args or "").strip()
    if code:
        return await visit.ask(RedeemCode, bot="resident", code=code)
    if visit.who is None:
        return visit.refuse("people.unknown")
    return await show_home(message, visit)


async def show_home(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """The start screen."""
    return await visit.show(lambda tx, who: home(tx, who, "resident"))


async def show_settings(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """Settings with their buttons."""
    return await visit.show(settings)


async def show_mine(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """What needs me now."""
    return await visit.show(mine)


async def show_help(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """What the bot can do."""
    return help_screen("resident", visit.say)


async def set_language(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Speak another language from now on."""
    return await visit.ask(ChangeSettings, locale=press.word(0))


async def set_large(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Large or normal text on pages."""
    return await visit.ask(ChangeSettings, large=press.number(0) == 1)


async def confirm_leave(query: CallbackQuery, visit: Visit) -> Screen:
    """Leaving is asked twice."""
    return ask_to_leave(visit.say)


async def leave(query: CallbackQuery, visit: Visit) -> Screen:
    """Unbind the account."""
    return await visit.ask(Leave)


async def cancel(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """Stop what the bot is waiting for."""
    return await visit.ask(DiscardDraft, bot="resident")


def router() -> Router:
    """Routes of this noun."""
    made = Router(name="people")
    made.message.register(start, CommandStart())
    made.message.register(show_help, or_f(Command("help"), Key("help")))
    made.message.register(show_settings, or_f(Command("settings"), Key("settings")))
    made.message.register(cancel, or_f(Command("cancel"), Stops()))
    made.message.register(show_mine, or_f(Command("mine"), Key("mine")))
    made.callback_query.register(show_mine, Pressed("mine"))
    made.callback_query.register(show_home, Pressed("home"))
    made.callback_query.register(set_language, Pressed("settings.language"))
    made.callback_query.register(set_large, Pressed("settings.large"))
    made.callback_query.register(confirm_leave, Pressed("settings.leave"))
    made.callback_query.register(leave, Pressed("settings.left"))
    made.callback_query.register(cancel, Pressed("draft.discard"))
    return made


async def lost_message(message: Message, visit: Visit) -> Screen:
    """Nothing fits: say what to do."""
    if (message.text or "").startswith("/"):
        return visit.refuse("message.unknown_command")
    if message.text:
        # It may be an order that corrects the ballot on the confirm screen.
        return await visit.ask(TypeRanking, text=message.text)
    return visit.refuse("message.not_expected")


def fallback() -> Router:
    """What answers when no other router did."""
    made = Router(name="fallback")
    made.message.register(lost_message)
    return made
