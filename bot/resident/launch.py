"""Launch data of pages that the chat program opens: whose they are, by the bot's own signature.

Telegram signs what it hands to such a page with the bot's token (HMAC-SHA-256; Bot API, "Validating
data received via the Mini App"); the library does the check.
"""

from bot.visit import CHANNEL
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account
from council.people.claims import Claim

#: Longer launch data (characters) is none: Telegram's has a few hundred.
MOST = 4096


def claim_of(token: str, data: str) -> Claim | Refusal:
    """Read launch data as it came; how old it may be is judged elsewhere.

    Slow the first time: it imports the library.
    """
    # Imported here: the web process need not know the library before somebody opens such a page.
    from aiogram.utils.web_app import safe_parse_webapp_init_data  # noqa: PLC0415

    if not token or not data or len(data) > MOST or not data.isascii():
        return refuse("hand.not_proven")
    try:
        read = safe_parse_webapp_init_data(token, data)
    except (ValueError, TypeError, RecursionError, OverflowError):
        # Not signed by this bot; or (TypeError) a signature that is no ASCII.
        return refuse("hand.not_proven")
    if read.user is None:
        return refuse("hand.not_proven")
    account = Account(channel=CHANNEL, id=str(read.user.id))
    return Claim(account=account, made_at=int(read.auth_date.timestamp()))
