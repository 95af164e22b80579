"""Campaigns 众筹 and pledges 认筹 in the residents' bot."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.resident.filters import Key, Pressed
from bot.visit import Visit
from council.commands.forms import StartForm
from council.commands.pledges import (
    NamePledge,
    WithdrawPledge,
)
from council.domain.numbers import read_number
from council.reads.campaigns import every, open_list, screen
from council.wording.campaigns import ask_to_withdraw
from council.wording.presses import Press
from council.wording.screen import Screen


async def pledge(message: Message, command: CommandObject, visit: Visit) -> Screen:
    """``/pledge`` lists, ``/pledge N`` shows one, ``/pledge N AMOUNT`` fills in a pledge."""
    number_text, _, amount = (command.args or "").strip().partition(" ")
    if not number_text:
        return await visit.show(open_list)
    number = read_number(number_text)
    if number is None:
        return visit.refuse("pledge.how")
    if amount.strip():
        return await visit.ask(StartForm, form="pledge", subject=str(number), text=amount)
    return await visit.show(lambda tx, who: screen(tx, who, number))


async def list_campaigns(message: Message, visit: Visit) -> Screen:
    """The open campaign, or the list."""
    return await visit.show(open_list)


async def list_all(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """Every campaign, past ones too."""
    return await visit.show(every)


async def look(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """One campaign."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: screen(tx, who, number))


async def ask_withdraw(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Withdrawing is asked twice."""
    number = press.number(0)
    if not number:
        return visit.refuse("press.unknown")
    return ask_to_withdraw(number, visit.say)


async def withdraw(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Take the pledge back."""
    return await visit.ask(WithdrawPledge, campaign=press.number(0) or 0)


async def name(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Show the masked name, or stay anonymous."""
    return await visit.ask(
        NamePledge, campaign=press.number(0) or 0, anonymous=press.number(1) != 0
    )


def router() -> Router:
    """Routes of this noun."""
    made = Router(name="campaigns")
    made.message.register(pledge, Command("pledge"))
    made.message.register(list_campaigns, Key("pledge"))
    made.message.register(list_all, Command("campaigns"))
    made.callback_query.register(list_all, Pressed("pledge.list"))
    made.callback_query.register(look, Pressed("pledge.look"))
    made.callback_query.register(ask_withdraw, Pressed("pledge.withdraw"))
    made.callback_query.register(withdraw, Pressed("pledge.withdrawn"))
    made.callback_query.register(name, Pressed("pledge.name"))
    return made
