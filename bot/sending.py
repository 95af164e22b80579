"""Sending files to whoever asked: now or not at all, in either bot."""

from collections.abc import Sequence

from bot.api import ApiError, Call
from bot.visit import Visit
from council.kernel.screens.uploads import Upload

_METHODS = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "voice": "sendVoice",
    "document": "sendDocument",
}


async def sent(uploads: Sequence[Upload], visit: Visit) -> bool:
    """Send files one after another; tells whether all went out."""
    for each in uploads:
        call = Call(
            method=_METHODS[each.kind],
            params={"chat_id": int(visit.account.id)}
            | ({"caption": each.caption} if each.caption else {}),
            files={each.kind: (each.name, each.content)},
        )
        try:
            await visit.api.call(call)
        except ApiError:
            return False
    return True
