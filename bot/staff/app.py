"""The staff bot: a python-telegram-bot application whose handlers return screens.

One person's updates are handled one after another, which rules out races between their own taps;
different people's side by side.
"""

from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import (
    ApplicationBuilder,
    ApplicationHandlerStop,
    ContextTypes,
    ExtBot,
    TypeHandler,
)
from telegram.request import HTTPXRequest

from bot.api import Call
from bot.menu import announce_commands, insist
from bot.staff.api import PtbApi
from bot.staff.messages import plain
from bot.staff.routes import ANSWERING, Answering, StaffContext, handlers
from bot.visit import receive
from council.chat.elder import as_wanted
from council.chat.visit import turned_away
from council.kernel.app import App
from council.kernel.screens.screen import Screen
from council.kernel.values import Cause
from council.routes import MENU


class StaffBot:
    """``bot.update_receiver.Face`` of the staff bot."""

    name = "staff"

    def __init__(self, app: App) -> None:
        """Build the application; nothing is sent yet."""
        self.app = app
        self.token = app.settings.staff_bot_token
        url = app.settings.bot_api_url
        self._request = HTTPXRequest(connection_pool_size=20, read_timeout=20)
        self.bot = ExtBot(
            self.token,
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=self._request,
            get_updates_request=self._request,  # ours fetches updates itself
        )
        self.api = PtbApi(self.bot)
        self.application = (
            ApplicationBuilder()
            .bot(self.bot)
            .updater(None)
            .context_types(ContextTypes(context=StaffContext))
            .build()
        )
        self.application.add_handler(TypeHandler(Update, self._receive), group=-1)
        self.application.add_handlers(handlers())
        self.application.add_error_handler(self._remember)

    async def start(self) -> None:
        """Ask the Bot API who we are: a wrong token ends here."""
        await insist(self.api, Call(method="getMe", params={}))
        await self.application.initialize()

    async def announce(self) -> None:
        """Tell the chat program which commands there are."""
        await announce_commands(self.api, MENU[self.name], self.name)

    async def answer(self, update: dict[str, Any], cause: Cause) -> Screen | None:
        """Route one update to its handler. Raises what the handler raised."""
        answering = Answering(cause=cause)
        ANSWERING.set(answering)
        await self.application.process_update(Update.de_json(update, self.bot))
        if answering.error is not None:
            raise answering.error
        screen, visit = answering.screen, answering.visit
        if screen is None or visit is None:
            return screen
        pressed = update.get("callback_query", {}).get("data", "")
        return await as_wanted(screen, visit, pressed)

    async def close(self) -> None:
        """Close the connection to the Bot API."""
        await self.application.shutdown()
        await self._request.shutdown()  # also where the start was given up half-way

    async def _receive(self, update: Update, context: StaffContext) -> None:
        """Find out who is there; strangers may only ``/start``."""
        sender = update.effective_user
        if sender is None:
            raise ApplicationHandlerStop
        visit = await receive(
            self.app,
            self.api,
            ANSWERING.get().cause,
            user_id=sender.id,
            language=sender.language_code,
            username=self._residents_bot,
        )
        ANSWERING.get().visit = visit
        answer = await turned_away(visit, plain(update.message) if update.message else None)
        if answer is not None:
            context.reply(answer)
            raise ApplicationHandlerStop

    async def _residents_bot(self) -> str:
        """Ask the Bot API for the username of the residents' bot; empty where it cannot be told."""
        settings = self.app.settings
        if not settings.resident_bot_token:
            return ""
        try:
            async with Bot(
                settings.resident_bot_token, base_url=f"{settings.bot_api_url}/bot"
            ) as residents:
                return residents.username
        except TelegramError:
            return ""

    async def _remember(self, update: object, context: StaffContext) -> None:
        ANSWERING.get().error = context.error


def make(app: App) -> StaffBot:
    """Make the staff bot of a hall."""
    return StaffBot(app)
