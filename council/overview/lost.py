"""Words that mean nothing here: what was read, and three ways on that they may have been meant for."""

import base64
import re

from council.kernel.database.transaction import Transaction
from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.kernel.values import Person, value
from council.overview.search.public import Hits, find

#: Commands that a message may have been meant for, and buttons besides the search.
NEAR, WAYS = 3, 2
#: UTF-16 units of the words that are said again.
SAID_AGAIN = 1_500
#: Bytes of a question that a button can carry, and letters of one of its words.
QUESTION, WORD = 40, 38
#: What is likely where nothing of the message is known.
_ELSE = {"resident": ("propose", "help"), "staff": ("today", "help")}
#: What the button of each command says and presses; others are typed only.
_BUTTONS = {
    "vote": ("key.vote", "polls"),
    "propose": ("key.propose", "propose"),
    "proposals": ("key.proposals", "proposals"),
    "mine": ("key.mine", "mine"),
    "agenda": ("key.agenda", "agenda"),
    "meetings": ("key.meetings", "meetings"),
    "resolutions": ("key.resolutions", "resolutions"),
    "settings": ("key.settings", "settings"),
    "help": ("key.help", "help"),
    "today": ("key.today", "today"),
    "motions": ("key.motions", "motions"),
}
#: Those that are pressed otherwise in one of the bots.
_OF_BOT = {
    "resident": {"pledge": ("key.pledge", "pledge"), "campaigns": ("key.pledge", "pledge.list")},
    "staff": {"polls": ("key.polls", "polls"), "campaigns": ("key.campaigns", "campaign.desk")},
}
_NOT_OF_STAFF = frozenset({"vote", "propose", "mine"})
_LETTERS = re.compile(r"[^\w]+")


@value
class NotUnderstood:
    """A message that is no command and that nothing waits for; ``likely`` are names of commands."""

    bot: str
    text: str
    likely: tuple[str, ...]


@render.register
def not_understood(outcome: NotUnderstood, say: Translator) -> Screen:
    """Say the words again, so that they can be copied, with likely buttons below."""
    typed = clip(outcome.text, SAID_AGAIN)
    text = say(f"lost.{outcome.bot}", text=typed)
    known = _BUTTONS | _OF_BOT[outcome.bot]
    names = [*outcome.likely, *_ELSE[outcome.bot]]
    ways = [
        known[name]
        for name in dict.fromkeys(names)
        if name in known and not (outcome.bot == "staff" and name in _NOT_OF_STAFF)
    ]
    buttons = [Button(label=str(say(key)), press=press(verb)) for key, verb in ways[:WAYS]]
    question = asked(outcome.text)
    if question:
        words = _written(question)
        search = Button(
            label=label(say, "lost.search", question=question), press=press("look", *words)
        )
        buttons = [search, *buttons]
    rows = (*((button,) for button in buttons), home_row(say))
    return Screen(text=str(text), rows=rows, in_place=False)


def asked(text: str) -> str:
    """Tell what to search for: the words of a message, as many as a button can carry."""
    words = _LETTERS.sub(" ", text).strip()
    return words.encode()[:QUESTION].decode(errors="ignore").strip()


def _written(question: str) -> tuple[str, ...]:
    code = base64.urlsafe_b64encode(question.encode()).decode().rstrip("=")
    return tuple(code[i : i + WORD] for i in range(0, len(code), WORD))


def look_for(tx: Transaction, who: Person, code: tuple[str, ...]) -> Hits:
    """Search for the words that a button carries; what is none finds nothing."""
    joined = "".join(code)
    try:
        question = base64.urlsafe_b64decode(joined + "=" * (-len(joined) % 4)).decode()
    except ValueError:
        question = ""
    return find(tx, who, question)
