"""What needs me now 我的, and what is due today at the staff desk."""

from council.domain.policy import STAFF, may
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads import (
    assisted,
    campaigns,
    follow_ups,
    meetings,
    motions,
    polls,
    proposals,
    resolutions,
    roll,
    second_persons,
)
from council.reads.needs import Need, NeedList
from council.storage.transaction import Transaction

_NOUNS = (proposals, motions, meetings, polls, resolutions, campaigns)


def mine(tx: Transaction, who: Person) -> NeedList:
    """What a resident is waited for."""
    return _list("resident", who, [need for noun in _NOUNS for need in noun.needs(tx, who)])


def today(tx: Transaction, who: Person) -> NeedList | Refusal:
    """What is due at the staff desk, for the roles that a person holds."""
    if not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    due = [need for noun in _NOUNS for need in noun.due(tx, who)]
    others = (roll, assisted, follow_ups, second_persons)
    due += [need for noun in others for need in noun.due(tx, who)]
    return _list("staff", who, due)


def _list(bot: str, who: Person, needs: list[Need]) -> NeedList:
    ordered = sorted(needs, key=lambda need: (need.by == 0, need.by))
    may_draft = bot == "staff" and may(who, "motion.draft")
    return NeedList(bot=bot, name=who.name, needs=tuple(ordered), may_draft=may_draft)
