"""What a visitor of the demo may try next: whose phone, what waits there, what to send."""

from typing import Any

from council.demo.acting import account
from council.demo.cast import PLAYERS, Player, account_of
from council.demo.examples import example
from council.kernel import drafts
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Param, Refusal
from council.kernel.screens.translator import Translator
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.overview.todos import mine, today
from council.people.records import person_of

#: Who proposes first, and where the matter of a new visitor begins.
VISITOR = PLAYERS[0]
#: Lines that stand on a list as long as something goes on, and ask for nothing now.
_STANDING = frozenset(
    {"campaign_desk", "poll_running", "poll_paper", "poll_deliver", "meeting_next", "poll_quorum"}
)
#: What the visitor's phone is offered first.
_FEW = 3
_LANGUAGES = {"zh": Translator("zh_CN"), "en": Translator("en")}


def suggestions(tx: Transaction, bots: dict[str, str]) -> dict[str, Any]:
    """Tell what to try now; ``bots``: resident and staff → the name of the bot.

    Each of ``suggestions`` names the phone (``person``, ``bot``) and what to send from it, with
    its words in both languages: ``{"zh": …, "en": …}``.
    """
    found: list[dict[str, Any]] = []
    for player in PLAYERS:
        who = person_of(tx, account(player.ref))
        if who is None:
            continue
        words = _awaited(tx, who, player.bot)
        if words:
            found.insert(0, _line(player, bots, _said("demo.try.write", words=words), words))
        listed = mine(tx, who) if player.bot == "resident" else today(tx, who)
        if isinstance(listed, Refusal):
            continue
        asked = [each for each in listed.needs if each.key not in _STANDING]
        most = _FEW if player is VISITOR else 1
        send = "/mine" if player.bot == "resident" else "/today"
        if player.bot == "resident" and player is not VISITOR:
            continue
        found += [_line(player, bots, _need(each), send) for each in asked[:most]]
    found.insert(0, _line(VISITOR, bots, _said("demo.try.propose"), "/propose"))
    return {"intro": _said("demo.intro"), "suggestions": found}


def _awaited(tx: Transaction, who: Person, bot: str) -> str:
    """Give an example of the words that a form of theirs waits for."""
    draft = drafts.awaiting(tx, who, bot)
    if draft is None:
        return ""
    return example(draft.kind.removeprefix("form."), draft.awaits, now=tx.now)


def _line(player: Player, bots: dict[str, str], text: dict[str, str], send: str) -> dict[str, Any]:
    zh, _, en = player.note.partition(" / ")
    return {
        "who": {"zh": zh, "en": en},
        "text": text,
        "person": account_of(player.ref),
        "bot": bots[player.bot],
        "send": send,
    }


def _need(todo: Todo) -> dict[str, str]:
    return _said(f"need.{todo.key}", **todo.params)


def _said(key: str, **params: Param) -> dict[str, str]:
    return {
        language: say(key, **params).striptags().replace("\n", " ")
        for language, say in _LANGUAGES.items()
    }
