"""The outbox's way into the hall: a notice becomes a message there, and whoever listens hears it."""

from collections.abc import Awaitable, Callable

from council.kernel.app import App
from council.kernel.outbox.transport import Delivery, Gone, Sent
from council.kernel.screens.screen import Screen
from council.kernel.values import Account
from council.people.hall.messages import tell
from council.people.hall.sessions import CHANNEL
from web.hall.bell import Bells

#: Tells the devices of an account that so many notices are new.
Push = Callable[[Account, str, int], Awaitable[None]]


class HallOutlet:
    """``council.kernel.outbox.transport.Transport`` of one side of the hall."""

    channel = CHANNEL

    def __init__(self, app: App, bot: str, bells: Bells, push: Push | None = None) -> None:
        """Tell by these bells, and push where a device asked for it."""
        self._app = app
        self._bot = bot
        self._bells = bells
        self._push = push

    async def send(self, account: str, screen: Screen) -> Delivery:
        """Keep a notice as a message. What the database raises is raised: the letter waits."""
        to = Account(channel=CHANNEL, id=account)
        unread = await self._app.bus.run(lambda tx: tell(tx, to, self._bot, screen))
        if unread is None:
            return Gone(why="left")
        self._bells.ring(account)
        if self._push is not None:
            await self._push(to, self._bot, unread)
        return Sent()

    async def prove(self, account: str, message_id: int, screen: Screen) -> Delivery:
        """Nothing is to be proven: what is kept is shown."""
        return Sent()
