"""WeCom as the settings say: the client, the receiver, the ways out of the outbox."""

from functools import partial

from bot.wecom.api import Application, Rejected, Wecom
from bot.wecom.cards import Frame, Words
from bot.wecom.crypto import Crypt
from bot.wecom.envelope import CHANNEL
from bot.wecom.pace import DAY, PER_ACCOUNT_A_DAY, Pace
from bot.wecom.receiver import BOTS, WecomReceiver
from bot.wecom.sides import DESK
from bot.wecom.transport import WecomOutlet
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.queue import sent_since
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.kernel.shortening import CHINESE
from council.people.hall.links import link

#: A code of OAuth that is wrong, used up or too old (documented).
NO_CODE = 40029


class WecomChannel:
    """The application of one hall. Close it."""

    def __init__(self, app: App) -> None:
        """Build it; nothing is asked yet."""
        settings = app.settings
        self._settings = settings
        self.api = Wecom(
            Application(
                url=settings.wecom_api_url,
                corp_id=settings.wecom_corp_id,
                agent_id=settings.wecom_agent_id,
                secret=settings.wecom_secret,
            )
        )
        pace = Pace(per_day=PER_ACCOUNT_A_DAY * settings.wecom_accounts)
        app.bus.read_now(partial(_remember, pace))
        self.outlets = {bot: WecomOutlet(self.api, bot, pace, self.frame) for bot in BOTS}
        crypt = Crypt(settings.wecom_token, settings.wecom_aes_key, settings.wecom_corp_id)
        self.receiver = WecomReceiver(app, self.api, crypt, self.outlets)

    def frame(self, screen: Screen, account: str, bot: str, task_id: str) -> Frame:
        """Say what stands around a card, in the language of its words."""
        say = Translator("zh_CN" if CHINESE.search(screen.text) else "en")
        way = link(
            self._settings.public_url,
            CHANNEL,
            account,
            "/hall/desk" if bot == DESK else "/hall",
            secret=self._settings.wecom_secret,
        )
        words = Words(hall=str(say("wecom.hall")), more=str(say("wecom.more")))
        return Frame(bot=bot, task_id=task_id, way=way, words=words)

    async def identify(self, code: str) -> str:
        """Tell the member behind a code of OAuth; empty for nobody. Raises WecomError."""
        try:
            return await self.api.user_of(code)
        except Rejected as error:
            if error.code == NO_CODE:
                return ""
            raise

    async def close(self) -> None:
        """Let the connections go."""
        await self.api.close()


def _remember(pace: Pace, tx: Transaction) -> None:
    """Count the notices of former processes."""
    for account, sent_at in sent_since(tx, CHANNEL, tx.now - int(DAY)):
        pace.remember(account, max(0, tx.now - sent_at))
