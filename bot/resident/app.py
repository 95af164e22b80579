"""The residents' bot: an aiogram dispatcher whose handlers return screens."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from aiogram import BaseMiddleware, Dispatcher, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import CallbackQuery, Message, TelegramObject, Update
from typing_extensions import override

from bot.api import Call
from bot.menu import announce_commands, insist
from bot.resident import ballots, table
from bot.resident.api import AiogramApi, make_bot
from bot.visit import receive
from council.chat.elder import as_wanted
from council.chat.visit import turned_away
from council.kernel.app import App
from council.kernel.screens.screen import Screen
from council.kernel.values import Cause
from council.routes import MENU

#: The table stands last: it answers whatever comes.
ROUTERS: tuple[Callable[[], Router], ...] = (table.router,)
HOT_ROUTERS: tuple[Callable[[], Router], ...] = (ballots.hot_router,)


class Acquaintance(BaseMiddleware):
    """Finds out who is there before a handler runs; strangers may only ``/start``."""

    def __init__(self, app: App) -> None:
        """Look people up in this hall."""
        self.app = app

    @override
    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Message | CallbackQuery)
        sender = event.from_user
        if sender is None:
            return None
        visit = await receive(
            self.app,
            data["api"],
            data["cause"],
            user_id=sender.id,
            language=sender.language_code,
            voices=partial(table.spoken, data["api"]),
        )
        answer = await turned_away(
            visit, table.plain(event) if isinstance(event, Message) else None
        )
        if answer is None:
            data["visit"] = visit
            answer = await handler(event, data)
        if not isinstance(answer, Screen):
            return answer
        pressed = (event.data or "") if isinstance(event, CallbackQuery) else ""
        return await as_wanted(answer, visit, pressed)


class ResidentBot:
    """``bot.update_receiver.Face`` of the residents' bot."""

    name = "resident"

    def __init__(self, app: App) -> None:
        """Build the dispatcher; nothing is sent yet."""
        self.token = app.settings.resident_bot_token
        self.bot = make_bot(self.token, app.settings.bot_api_url)
        self.api = AiogramApi(self.bot)
        # Dialogue state is rows: the library's own store of it would be asked for every update.
        self.dispatcher = Dispatcher(disable_fsm=True, app=app, api=self.api)
        for make in HOT_ROUTERS:
            self.dispatcher.include_router(make())
        known = Router(name="known")
        acquaintance = Acquaintance(app)
        known.message.outer_middleware(acquaintance)
        known.callback_query.outer_middleware(acquaintance)
        for make in ROUTERS:
            known.include_router(make())
        self.dispatcher.include_router(known)

    async def start(self) -> None:
        """Ask the Bot API who we are: a wrong token ends here."""
        await insist(self.api, Call(method="getMe", params={}))

    async def announce(self) -> None:
        """Tell the chat program which commands there are."""
        await announce_commands(self.api, MENU[self.name], self.name)

    async def answer(self, update: dict[str, Any], cause: Cause) -> Screen | None:
        """Route one update to its handler."""
        answer = await self.dispatcher.feed_update(
            self.bot, Update.model_validate(update, context={"bot": self.bot}), cause=cause
        )
        return None if answer is UNHANDLED else answer

    async def close(self) -> None:
        """Close the connection to the Bot API."""
        await self.bot.session.close()


def make(app: App) -> ResidentBot:
    """Make the residents' bot of a hall."""
    return ResidentBot(app)
