"""Follow-up calls 回访 in the staff bot."""

from bot.staff.routes import Handler, on_press
from bot.visit import Visit
from council.commands.follow_ups import (
    ConfirmFollowUp,
    MissFollowUp,
)
from council.reads.follow_ups import show_call
from council.wording.presses import Press
from council.wording.screen import Screen


async def show(press: Press, visit: Visit) -> Screen:
    """One call."""
    act = press.number(0)
    if act is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: show_call(tx, who, act))


async def confirm(press: Press, visit: Visit) -> Screen:
    """The person confirmed."""
    act = press.number(0)
    if act is None:
        return visit.refuse("press.unknown")
    return await visit.ask(ConfirmFollowUp, act=act)


async def miss(press: Press, visit: Visit) -> Screen:
    """The person was not reached."""
    act = press.number(0)
    if act is None:
        return visit.refuse("press.unknown")
    return await visit.ask(MissFollowUp, act=act)


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_press("follow_up.view", show),
        on_press("follow_up.confirm", confirm),
        on_press("follow_up.miss", miss),
    ]
