"""Joining, home, settings, help; and the last words when nothing else fits."""

from telegram import Message

from bot.staff.routes import Handler, on_command, on_key, on_press
from bot.staff.typed import behind
from bot.visit import Visit
from council.commands.people import ChangeSettings, DiscardDraft, Leave, RedeemCode
from council.reads.mine import today
from council.reads.people import home, settings
from council.wording.people import ask_to_leave, help_screen
from council.wording.presses import Press
from council.wording.screen import Screen


async def start(message: Message, visit: Visit) -> Screen:
    """``/start CODE`` joins; ``/start`` alone shows home."""
    code = behind(message)
    if code:
        return await visit.ask(RedeemCode, bot="staff", code=code)
    if visit.who is None:
        return visit.refuse("people.unknown")
    return await visit.show(lambda tx, who: home(tx, who, "staff"))


async def show_home(press: Press, visit: Visit) -> Screen:
    """The start screen."""
    return await visit.show(lambda tx, who: home(tx, who, "staff"))


async def show_today(message: Message, visit: Visit) -> Screen:
    """What is due today."""
    return await visit.show(today)


async def show_today_again(press: Press, visit: Visit) -> Screen:
    """What is due today, from a button."""
    return await visit.show(today)


async def show_settings(message: Message, visit: Visit) -> Screen:
    """Settings with their buttons."""
    return await visit.show(settings)


async def show_help(message: Message, visit: Visit) -> Screen:
    """What the bot can do."""
    return help_screen("staff", visit.say)


async def set_language(press: Press, visit: Visit) -> Screen:
    """Speak another language from now on."""
    return await visit.ask(ChangeSettings, locale=press.word(0))


async def set_large(press: Press, visit: Visit) -> Screen:
    """Large or normal text on pages."""
    return await visit.ask(ChangeSettings, large=press.number(0) == 1)


async def confirm_leave(press: Press, visit: Visit) -> Screen:
    """Leaving is asked twice."""
    return ask_to_leave(visit.say)


async def leave(press: Press, visit: Visit) -> Screen:
    """Unbind the account."""
    return await visit.ask(Leave)


async def cancel_by_command(message: Message, visit: Visit) -> Screen:
    """Stop what the bot is waiting for."""
    return await visit.ask(DiscardDraft, bot="staff")


async def cancel_by_press(press: Press, visit: Visit) -> Screen:
    """Stop what the bot is waiting for."""
    return await visit.ask(DiscardDraft, bot="staff")


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_command("start", start),
        on_command("today", show_today),
        on_key("today", show_today),
        on_press("today", show_today_again),
        on_command("help", show_help),
        on_key("help", show_help),
        on_command("settings", show_settings),
        on_key("settings", show_settings),
        on_command("cancel", cancel_by_command),
        on_press("home", show_home),
        on_press("settings.language", set_language),
        on_press("settings.large", set_large),
        on_press("settings.leave", confirm_leave),
        on_press("settings.left", leave),
        on_press("draft.discard", cancel_by_press),
    ]


async def lost_message(message: Message, visit: Visit) -> Screen:
    """Nothing fits: say what to do."""
    if (message.text or "").startswith("/"):
        return visit.refuse("message.unknown_command")
    if message.text:
        return visit.refuse("draft.nothing_awaited_staff")
    return visit.refuse("message.not_expected")
