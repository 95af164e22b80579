"""The outbox's way out through a Bot API client."""

from bot import drawing
from bot.api import Api, Call, ChatGone, NotServed, Rejected, RetryAfter, Unreachable
from bot.visit import CHANNEL
from council.kernel.outbox.transport import Delivery, Gone, Paused, Sent, Unfit, Unknown, Wait
from council.kernel.screens.screen import Screen


class ApiOutlet:
    """``council.kernel.outbox.transport.Transport`` of one bot."""

    channel = CHANNEL

    def __init__(self, api: Api) -> None:
        """Send through this client."""
        self.api = api

    async def send(self, account: str, screen: Screen) -> Delivery:
        """Send one screen to one person."""
        return await attempt(self.api, drawing.send(int(account), screen))

    async def prove(self, account: str, message_id: int, screen: Screen) -> Delivery:
        """Edit the message once more; where it cannot be, send the screen anew."""
        chat_id = int(account)
        delivery = await attempt(self.api, drawing.edit(chat_id, message_id, screen))
        if isinstance(delivery, Unfit):
            return await attempt(self.api, drawing.send(chat_id, screen))
        return delivery


async def attempt(api: Api, call: Call) -> Delivery:
    """Make one call that shows something to somebody, and tell what became of it."""
    try:
        await api.call(call)
    except RetryAfter as error:
        return Wait(seconds=error.seconds)
    except NotServed as error:
        return Paused(why=str(error))
    except ChatGone as error:
        return Gone(why=str(error))
    except Rejected as error:
        # An edit that says what is there already has done its work (it was repeated).
        return Sent() if "not modified" in str(error) else Unfit(why=str(error))
    except Unreachable as error:
        return Unknown(why=str(error))
    return Sent()
