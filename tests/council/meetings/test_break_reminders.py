"""Reminders of a poll come again where they are needed again: after an extension, on another day."""

from council.polls.commands import ExtendPoll, RemindVoters, VotersReminded
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import (
    DAY,
    choose,
    clock_runs,
    open_ranking,
    open_ratification,
    receipt,
    vote,
)


def reminders(town: Town, name: str) -> int:
    """How many reminders somebody got."""
    return [notice for notice, _ in town.told(name)].count("poll_reminder")


def test_a_reminder_by_hand_does_not_take_the_last_one_away(town: Town):
    town.person("召", "facilitator")
    town.person("王")
    open_ranking(town)

    by_hand = town.act("召", RemindVoters, poll=1)
    again = town.act("召", RemindVoters, poll=1)
    town.clock.at = NOON + 3 * DAY
    later = town.act("召", RemindVoters, poll=1)
    receipt(vote(town, "召", "A"))
    town.clock.at = NOON + 6 * DAY
    did = clock_runs(town)
    once_more = clock_runs(town)

    assert [sent.reminded for sent in (by_hand, again, later)] == [2, 0, 2]
    assert (did, once_more) == (["RemindVoters"], [])
    assert (reminders(town, "召"), reminders(town, "王")) == (2, 3)


def test_an_extended_ratification_reminds_before_its_new_close(town: Town):
    town.person("召", "facilitator")
    town.person("甲", owner_key="甲")
    town.person("乙", owner_key="乙")
    open_ratification(town)
    town.clock.at = NOON + 29 * DAY
    first = clock_runs(town)
    town.act("召", ExtendPoll, poll=1, closes_at=NOON + 50 * DAY, reason="人数不够")
    receipt(choose(town, "乙", "agree"))
    town.clock.at = NOON + 49 * DAY

    did = clock_runs(town)
    once_more = clock_runs(town)

    assert (first, did, once_more) == (
        ["RemindVoters"],
        ["RecordFirstClose", "RemindVoters"],
        [],
    )
    assert (reminders(town, "甲"), reminders(town, "乙")) == (2, 1)


def test_nobody_left_to_remind_is_said_as_it_is(town: Town):
    town.person("召", "facilitator")
    open_ranking(town)
    town.act("召", RemindVoters, poll=1)

    again = town.act("召", RemindVoters, poll=1)

    assert again == VotersReminded(poll=1, title="停车方案意向排序", reminded=0)
