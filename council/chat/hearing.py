"""A voice message as words: they are read back, and count as typed once their speaker says so.

Where no recogniser is set up, or it hears nothing, a voice message goes the way it always went: it is
kept, and staff write it down.
"""

import hashlib
from functools import partial
from typing import Any

from council.chat.fetching import content_of
from council.chat.message import AttachedFile, Message
from council.chat.visit import Visit, named
from council.kernel import drafts
from council.kernel.database.transaction import Transaction
from council.kernel.drafts import Draft
from council.kernel.evidence import FILE_BYTES, file_too_large
from council.kernel.screens.screen import Screen
from council.kernel.speech.screens import Heard


def listens(message: Message, visit: Visit) -> bool:
    """Whether a message is spoken to the residents' side, where somebody listens."""
    spoken = message.file is not None and bool(message.file.voice)
    return spoken and visit.bot == "resident" and visit.app.recogniser is not None


async def spoken(file: AttachedFile, visit: Visit) -> Screen:
    """Answer words that nobody waits for, spoken: they may be a command."""
    content = await content_of(
        file,
        visit,
        most=FILE_BYTES,
        too_large=file_too_large,
        not_fetched="proposal.file_not_fetched",
    )
    if isinstance(content, Screen):
        return content
    return await heard(file, content, visit) or visit.refuse("speech.not_heard")


async def heard(file: AttachedFile, content: bytes, visit: Visit) -> Screen | None:
    """Read a voice message back; None where there are no words for it."""
    engine = visit.app.recogniser
    if engine is None:
        return None
    language = "zh" if visit.say.locale == "zh_CN" else "en"
    text = await engine.text_of(content, language)
    if text is None:
        return None
    form, subject = waiting_form(visit)
    key = hashlib.blake2b(content, digest_size=4).hexdigest()
    kept = {"key": key, "text": text, "form": form, "subject": subject, "file": file.voice}
    await keep(visit, kept)
    return visit.render(Heard(key=key, text=text))


def waiting_form(visit: Visit) -> tuple[str, str]:
    """Tell the form that waits for words, and what it is about; both empty for none."""
    waits = visit.draft is not None and visit.draft.kind.startswith(drafts.FORM)
    return named(visit) if waits else ("", "")


async def keep(visit: Visit, content: dict[str, Any]) -> None:
    """Keep what was heard last; nothing of it, where ``content`` is empty."""
    await visit.app.bus.run(partial(_keep, visit=visit, content=content))


def _keep(tx: Transaction, *, visit: Visit, content: dict[str, Any]) -> Draft:
    return drafts.save(tx, visit.person, bot=visit.bot, kind=drafts.HEARD, content=content)


async def last(visit: Visit, key: str) -> dict[str, Any] | None:
    """Find what was heard last, if the button belongs to it."""
    who = visit.person
    draft = await visit.app.bus.read(lambda tx: drafts.load(tx, who, visit.bot, drafts.HEARD))
    return draft.content if draft is not None and draft.content.get("key") == key else None
