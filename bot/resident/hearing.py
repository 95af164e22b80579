"""A voice message as words: they are read back, and count as typed once their speaker says so.

Where no recogniser is set up, or it hears nothing, a voice message goes the way it always went: it is
kept, and staff write it down.
"""

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiogram.types import Message

from bot.acting import said
from bot.forms import named, takes_files
from bot.resident.files import fetched
from bot.visit import Visit
from council.kernel import drafts
from council.kernel.database.transaction import Transaction
from council.kernel.drafts import Draft
from council.kernel.forms.commands import AttachToForm
from council.kernel.refusals import refuse
from council.kernel.screens.callback_data import press
from council.kernel.screens.render import home_row
from council.kernel.screens.screen import Button, Screen
from council.kernel.speech.screens import Heard
from council.pressing import Own

#: What is answered to a button of a voice message that is no longer the last one.
OLD = refuse("speech.old")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words that were heard, as a message."""

    text: str | None
    forward_origin: object = None
    edit_date: object = None


async def heard(message: Message, content: bytes, visit: Visit) -> Screen | None:
    """Read a voice message back; None where there are no words for it."""
    engine, voice = visit.app.recogniser, message.voice
    if engine is None or voice is None:
        return None
    language = "zh" if visit.say.locale == "zh_CN" else "en"
    text = await engine.text_of(content, language)
    if text is None:
        return None
    form, subject = named(visit) if _fills(visit) else ("", "")
    key = hashlib.blake2b(content, digest_size=4).hexdigest()
    kept = {"key": key, "text": text, "form": form, "subject": subject, "file": voice.file_id}
    await visit.app.bus.run(partial(_keep, visit=visit, content=kept))
    return visit.render(Heard(key=key, text=text))


def _fills(visit: Visit) -> bool:
    return visit.draft is not None and visit.draft.kind.startswith(drafts.FORM)


def _keep(tx: Transaction, *, visit: Visit, content: dict[str, Any]) -> Draft:
    return drafts.save(tx, visit.person, bot=visit.bot, kind=drafts.HEARD, content=content)


async def _last(visit: Visit, key: str) -> dict[str, Any] | None:
    """Find what was heard last, if the button belongs to it."""
    who = visit.person
    draft = await visit.app.bus.read(lambda tx: drafts.load(tx, who, visit.bot, drafts.HEARD))
    return draft.content if draft is not None and draft.content.get("key") == key else None


async def _right(visit: Visit, key: str) -> Screen:
    """Let the words count as typed; the voice message itself is kept beside them as ever."""
    found = await _last(visit, key)
    waits = named(visit) if _fills(visit) else ("", "")
    if found is None or waits != (found["form"], found["subject"]):
        return visit.render(OLD)
    if found["form"] and takes_files(found["form"]):
        content = await fetched(found["file"], visit)
        if isinstance(content, Screen):
            return content
        screen = await visit.ask(
            AttachToForm,
            form=found["form"],
            subject=found["subject"],
            content=content,
            text=found["text"],
        )
    else:
        from bot.resident.table import AWAITED, lost  # noqa: PLC0415 - they lead here

        takers: Any = AWAITED
        screen = await said(Spoken(text=found["text"]), visit, takers, lost)  # type: ignore[arg-type]
    await visit.app.bus.run(partial(_keep, visit=visit, content={}))
    return screen


async def _again(visit: Visit, key: str) -> Screen:
    """Wait for another voice message, or for words."""
    await visit.app.bus.run(partial(_keep, visit=visit, content={}))
    return Screen(text=str(visit.say("speech.say_again")), rows=(home_row(visit.say),))


async def _edited(visit: Visit, key: str) -> Screen:
    """Give the words to be copied and mended."""
    found = await _last(visit, key)
    if found is None:
        return visit.render(OLD)
    right = Button(label=str(visit.say("speech.right")), press=press("heard.right", key))
    text = str(visit.say("speech.to_edit", text=found["text"]))
    return Screen(text=text, rows=((right,), home_row(visit.say)), whole=True)


#: What the buttons under words that were heard do.
OWN: dict[str, Own] = {"heard.right": _right, "heard.again": _again, "heard.edit": _edited}
