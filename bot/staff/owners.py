"""Listing the owners of the roll on the residents' list, in the staff bot."""

from bot.staff.routes import Handler, on_press
from bot.visit import Visit
from council.commands import owners as commands
from council.wording.presses import Press
from council.wording.screen import Screen


async def offer(press: Press, visit: Visit) -> Screen:
    """Show what listing the owners would do."""
    return await visit.ask(commands.OfferOwners)


async def settle(press: Press, visit: Visit) -> Screen:
    """One person or two; residents or owners only."""
    revision, answer = press.number(0), press.word(1)
    if revision is None or answer is None:
        return visit.refuse("press.unknown")
    return await visit.ask(
        commands.SettleOwners, revision=revision, answer=answer, place=press.number(2) or 0
    )


async def confirm(press: Press, visit: Visit) -> Screen:
    """List them."""
    revision = press.number(0)
    if revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.ConfirmOwners, revision=revision)


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_press("owners", offer),
        on_press("owners.settle", settle),
        on_press("owners.confirm", confirm),
    ]
