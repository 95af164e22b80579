"""The desk in the street 线下代办台 in the staff bot: one poll's desk, assisted acts, deliveries."""

from dataclasses import replace

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from bot.staff.files import send_file
from bot.staff.routes import Handler, StaffContext, on_press
from bot.visit import Visit
from council.commands.assisted import ConfirmAssist
from council.commands.deliveries import RepeatDelivery
from council.domain.refusals import Refusal
from council.reads import deliveries
from council.reads.assisted import act_file, show_act
from council.reads.papers import poll_desk
from council.wording import presses
from council.wording.presses import Press
from council.wording.screen import Screen


async def show(press: Press, visit: Visit) -> Screen:
    """The desk of one poll."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: poll_desk(tx, who, number))


async def show_assisted(press: Press, visit: Visit) -> Screen:
    """One assisted act, whole."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: show_act(tx, who, number))


async def send_part(update: Update, context: StaffContext) -> None:
    """Send the evidence or the paper of an assisted act, and the record again under it."""
    visit, query = context.visit, update.callback_query
    press = presses.read((query.data if query else None) or "")
    number = None if press is None else press.number(0)
    part = None if press is None else press.word(1)
    if number is None or part is None:
        context.reply(visit.refuse("press.unknown"))
        return
    who = visit.person
    found = await visit.hall.desk.read(lambda tx: act_file(tx, who, number, part))
    if isinstance(found, Refusal):
        context.reply(visit.word(found))
        return
    try:
        await send_file(context, int(visit.account.id), found)
    except TelegramError:
        context.reply(visit.refuse("proposal.files_not_sent"))
        return
    shown = await visit.show(lambda tx, who: show_act(tx, who, number))
    context.reply(replace(shown, in_place=False))


async def confirm(press: Press, visit: Visit) -> Screen:
    """Let an assisted act count."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(ConfirmAssist, act=number)


async def show_lists(press: Press, visit: Visit) -> Screen:
    """The door-to-door lists of one poll."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: deliveries.lists(tx, who, number))


async def show_building(press: Press, visit: Visit) -> Screen:
    """The list of one building."""
    number, place = press.number(0), press.number(1)
    if number is None or place is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: deliveries.building(tx, who, number, place))


async def show_log(press: Press, visit: Visit) -> Screen:
    """The log of delivery of one poll."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: deliveries.log(tx, who, number))


async def repeat_delivery(press: Press, visit: Visit) -> Screen:
    """Write entries down for another vote too."""
    poll, of, first, last = (press.number(place) for place in range(4))
    if poll is None or of is None or first is None or last is None:
        return visit.refuse("press.unknown")
    return await visit.ask(RepeatDelivery, poll=poll, of=of, first=first, last=last)


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_press("poll.desk", show),
        on_press("delivery.lists", show_lists),
        on_press("delivery.building", show_building),
        on_press("delivery.log", show_log),
        on_press("delivery.repeat", repeat_delivery),
        on_press("assist.view", show_assisted),
        on_press("assist.confirm", confirm),
        CallbackQueryHandler(send_part, pattern=r"^assist[.]file(:|$)"),
    ]
