"""The buttons under words that were heard: they are right, to be said again, or to be mended."""

from collections.abc import Mapping

from council.chat.answering import answer
from council.chat.forms import takes_files
from council.chat.hearing import keep, last, waiting_form
from council.chat.message import Message, NotFetched
from council.chat.visit import Visit
from council.kernel.forms.commands import AttachToForm
from council.kernel.refusals import refuse
from council.kernel.screens.callback_data import press
from council.kernel.screens.render import home_row
from council.kernel.screens.screen import Button, Screen
from council.pressing import Own

#: What is answered to a button of a voice message that is no longer the last one.
OLD = refuse("speech.old")


async def _right(visit: Visit, key: str) -> Screen:
    """Let the words count as typed; the voice message itself is kept beside them as ever."""
    found = await last(visit, key)
    if found is None or waiting_form(visit) != (found["form"], found["subject"]):
        return visit.render(OLD)
    if found["form"] and takes_files(found["form"]):
        try:
            content = await visit.voice_message(found["file"])
        except NotFetched:
            return visit.refuse("proposal.file_not_fetched")
        screen = await visit.ask(
            AttachToForm,
            form=found["form"],
            subject=found["subject"],
            content=content,
            text=found["text"],
        )
    else:
        screen = await answer(Message(text=found["text"]), visit)
    await keep(visit, {})
    return screen


async def _again(visit: Visit, key: str) -> Screen:
    """Wait for another voice message, or for words."""
    await keep(visit, {})
    return Screen(text=str(visit.say("speech.say_again")), rows=(home_row(visit.say),))


async def _edited(visit: Visit, key: str) -> Screen:
    """Give the words to be copied and mended."""
    found = await last(visit, key)
    if found is None:
        return visit.render(OLD)
    right = Button(label=str(visit.say("speech.right")), press=press("heard.right", key))
    text = str(visit.say("speech.to_edit", text=found["text"]))
    return Screen(text=text, rows=((right,), home_row(visit.say)), whole=True)


#: What the buttons under words that were heard do.
OWN: Mapping[str, Own] = {"heard.right": _right, "heard.again": _again, "heard.edit": _edited}
