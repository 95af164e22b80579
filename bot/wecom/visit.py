"""A visit through WeCom: the member behind an event."""

from council.chat.own import OWN
from council.chat.visit import Visit, find, voice
from council.kernel.app import App
from council.kernel.values import Account, Cause


async def visit_of(app: App, account: Account, cause: Cause) -> Visit:
    """Find out who is there, in one snapshot. Files are for the web hall: a card has none."""
    found = await app.bus.read(lambda tx: find(tx, account, cause))
    return Visit(
        app=app,
        bot=cause.bot,
        account=account,
        cause=cause,
        who=found.who,
        draft=found.draft,
        say=voice(app, found.who, None),
        answered=found.answered,
        own=OWN.get(cause.bot, {}),
        looked_at=found.looked_at,
    )
