"""What needs me now 我的, and what is due today at the staff desk."""

from council.campaigns import reads as campaigns
from council.counter.assisted import reads as assisted
from council.counter.follow_ups import reads as follow_ups
from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.todos import Todo, TodoList
from council.kernel.values import Person
from council.meetings import reads as meetings
from council.motions import reads as motions
from council.overview import second_persons
from council.polls import reads as polls
from council.proposals import reads as proposals
from council.resolutions import reads as resolutions
from council.roll import reads as roll

_NOUNS = (proposals, motions, meetings, polls, resolutions, campaigns)


def mine(tx: Transaction, who: Person) -> TodoList:
    """What a resident is waited for."""
    return _list("resident", who, [need for noun in _NOUNS for need in noun.needs(tx, who)])


def today(tx: Transaction, who: Person) -> TodoList | Refusal:
    """What is due at the staff desk, for the roles that a person holds."""
    if not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    due = [need for noun in _NOUNS for need in noun.due(tx, who)]
    others = (roll, assisted, follow_ups, second_persons)
    due += [need for noun in others for need in noun.due(tx, who)]
    return _list("staff", who, due)


def _list(bot: str, who: Person, needs: list[Todo]) -> TodoList:
    ordered = sorted(needs, key=lambda need: (need.by == 0, need.by))
    may_draft = bot == "staff" and may(who, "motion.draft")
    return TodoList(bot=bot, name=who.name, needs=tuple(ordered), may_draft=may_draft)
