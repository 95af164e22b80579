"""The desk's forms in the staff bot: what is done for somebody who is there in person."""

from dataclasses import replace

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from bot.staff.files import file_of, send_file
from bot.staff.routes import Handler, OnMessage, StaffContext, on_press
from bot.visit import Visit
from council.commands.assisted import ConfirmAssist
from council.commands.deliveries import RepeatDelivery
from council.commands.desk_forms import (
    AnswerDeskForm,
    AttachToDeskForm,
    FileDeskForm,
    PickOnDeskForm,
    StartDeskForm,
)
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


async def start(press: Press, visit: Visit) -> Screen:
    """Begin a form about one poll."""
    form, number = press.word(0), press.number(1)
    if form is None or number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(StartDeskForm, form=form, poll=number)


async def pick(press: Press, visit: Visit) -> Screen:
    """Answer by button."""
    revision, place = press.number(0), press.number(1)
    if revision is None or place is None:
        return visit.refuse("press.unknown")
    return await visit.ask(PickOnDeskForm, revision=revision, place=place)


async def file(press: Press, visit: Visit) -> Screen:
    """Do what the form says."""
    revision = press.number(0)
    if revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(FileDeskForm, revision=revision)


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


async def answer(message: Message, visit: Visit) -> Screen:
    """Fill what the form asks for, by text or by a photo."""
    if message.text:
        return await visit.ask(AnswerDeskForm, text=message.text)
    content = await file_of(message, visit)
    if isinstance(content, Screen):
        return content
    return await visit.ask(AttachToDeskForm, content=content)


#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage] = {"desk": answer}


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_press("poll.desk", show),
        on_press("desk.start", start),
        on_press("desk.pick", pick),
        on_press("desk.file", file),
        on_press("delivery.lists", show_lists),
        on_press("delivery.building", show_building),
        on_press("delivery.log", show_log),
        on_press("delivery.repeat", repeat_delivery),
        on_press("assist.view", show_assisted),
        on_press("assist.confirm", confirm),
        CallbackQueryHandler(send_part, pattern=r"^assist[.]file(:|$)"),
    ]
