"""Campaigns 众筹 in the staff bot; receipts and refunds are in ``receipts``."""

from telegram import Message

from bot.staff import receipts
from bot.staff.routes import Handler, OnPress, on_command, on_key, on_press
from bot.staff.typed import number_behind
from bot.visit import Visit
from council.commands.campaigns import (
    ApproveCampaign,
    CloseCampaign,
    OpenCampaign,
    SettleCampaign,
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


def act(command: type[Command[object]]) -> OnPress:
    """Answer a press whose only argument is a campaign's number."""

    async def answer(press: Press, visit: Visit) -> Screen:
        return await visit.ask(command, campaign=press.number(0) or 0)

    return answer


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_command("campaigns", campaigns),
        on_key("campaigns", campaigns),
        on_press("campaign.desk", show_desk),
        on_press("campaign.file", show_file),
        on_press("campaign.approve", act(ApproveCampaign)),
        on_press("campaign.open", act(OpenCampaign)),
        on_press("campaign.close", act(CloseCampaign)),
        on_press("campaign.settle", act(SettleCampaign)),
        *receipts.routes(),
    ]
