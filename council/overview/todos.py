"""What needs me now 我的, and what is due today at the staff desk."""

from council.campaigns import due as campaigns
from council.counter.assisted import due as assisted
from council.counter.follow_ups import due as follow_ups
from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.todos import Todo, TodoList
from council.kernel.values import Person
from council.meetings import due as meetings
from council.motions import due as motions
from council.overview import second_persons
from council.polls import due as polls
from council.proposals import due as proposals
from council.resolutions import due as resolutions
from council.resolutions.tasks import due as tasks
from council.roll import due as roll
from council.statements import due as statements

#: What waits for residents, and what is due at the desk, in the order of a matter's life.
_OF_RESIDENTS = (proposals, statements, meetings, polls, tasks, campaigns)
_AT_THE_DESK = (
    proposals,
    motions,
    statements,
    meetings,
    polls,
    resolutions,
    tasks,
    campaigns,
    roll,
    assisted,
    follow_ups,
    second_persons,
)


def mine(tx: Transaction, who: Person) -> TodoList:
    """What a resident is waited for."""
    return _list("resident", who, [need for noun in _OF_RESIDENTS for need in noun.needs(tx, who)])


def today(tx: Transaction, who: Person) -> TodoList | Refusal:
    """What is due at the staff desk, for the roles that a person holds."""
    if not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    due = [need for noun in _AT_THE_DESK for need in noun.due(tx, who)]
    return _list("staff", who, due)


def _list(bot: str, who: Person, needs: list[Todo]) -> TodoList:
    ordered = sorted(needs, key=lambda need: (need.by == 0, need.by))
    may_draft = bot == "staff" and may(who, "motion.draft")
    return TodoList(bot=bot, name=who.name, needs=tuple(ordered), may_draft=may_draft)
