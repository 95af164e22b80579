"""Campaigns 众筹 in the staff bot; receipts and refunds are in ``receipts``."""

from telegram import Message

from bot.staff import receipts
from bot.staff.routes import Handler, OnMessage, OnPress, on_command, on_key, on_press
from bot.staff.typed import number_behind
from bot.visit import Visit
from council.commands.campaigns import (
    ApproveCampaign,
    AskToCancel,
    CancelCampaign,
    ChooseForCampaign,
    CloseCampaign,
    FileCampaign,
    FillCampaign,
    OpenCampaign,
    ReviseCampaign,
    SettleCampaign,
    StartCampaign,
)
from council.commands.message import Command
from council.reads.campaign_desk import desk, file
from council.wording.presses import Press
from council.wording.screen import Screen


async def campaigns(message: Message, visit: Visit) -> Screen:
    """``/campaigns`` lists, ``/campaigns N`` opens one."""
    number = number_behind(message)
    if number is None:
        return await visit.show(desk)
    return await visit.show(lambda tx, who: file(tx, who, number))


async def show_desk(press: Press, visit: Visit) -> Screen:
    """Every campaign."""
    return await visit.show(desk)


async def show_file(press: Press, visit: Visit) -> Screen:
    """One campaign and what can be done with it."""
    number = press.number(0) or 0
    return await visit.show(lambda tx, who: file(tx, who, number))


async def start(press: Press, visit: Visit) -> Screen:
    """Begin or go on with a campaign's sheet."""
    return await visit.ask(StartCampaign)


async def choose(press: Press, visit: Visit) -> Screen:
    """A button's answer to the sheet."""
    return await visit.ask(
        ChooseForCampaign,
        revision=press.number(0) or 0,
        field=press.word(1) or "",
        choice=press.word(2) or "",
    )


async def revise(press: Press, visit: Visit) -> Screen:
    """Ask for one field again."""
    return await visit.ask(
        ReviseCampaign, revision=press.number(0) or 0, field=press.word(1) or ""
    )


async def filed(press: Press, visit: Visit) -> Screen:
    """File the sheet."""
    return await visit.ask(FileCampaign, revision=press.number(0) or 0)


async def fill(message: Message, visit: Visit) -> Screen:
    """A typed answer to the sheet."""
    if message.text is None:
        return visit.refuse("message.not_expected")
    return await visit.ask(FillCampaign, text=message.text)


async def cancel(message: Message, visit: Visit) -> Screen:
    """The reason for cancelling."""
    if message.text is None:
        return visit.refuse("message.not_expected")
    return await visit.ask(CancelCampaign, reason=message.text)


def act(command: type[Command[object]]) -> OnPress:
    """Answer a press whose only argument is a campaign's number."""

    async def answer(press: Press, visit: Visit) -> Screen:
        return await visit.ask(command, campaign=press.number(0) or 0)

    return answer


#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage] = {
    "campaign": fill,
    "campaign_cancel": cancel,
    **receipts.AWAITED,
}


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_command("campaigns", campaigns),
        on_key("campaigns", campaigns),
        on_press("campaign.desk", show_desk),
        on_press("campaign.file", show_file),
        on_press("campaign.start", start),
        on_press("campaign.choose", choose),
        on_press("campaign.revise", revise),
        on_press("campaign.filed", filed),
        on_press("campaign.approve", act(ApproveCampaign)),
        on_press("campaign.open", act(OpenCampaign)),
        on_press("campaign.close", act(CloseCampaign)),
        on_press("campaign.settle", act(SettleCampaign)),
        on_press("campaign.cancel", act(AskToCancel)),
        *receipts.routes(),
    ]
