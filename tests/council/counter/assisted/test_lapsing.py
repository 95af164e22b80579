"""What nobody confirmed lapses at the end, whichever end it is, and people are told."""

import pytest

from council.counter.assisted.commands import ConfirmAssist
from council.counter.assisted.due import due
from council.counter.assisted.reads import show_act
from council.polls.commands import AnnulPoll, ClosePoll
from tests.council.conftest import NOON, Town
from tests.council.counter.assisted.assisting import assist
from tests.council.polls.polling import DAY, open_ratification

TITLE = "建设立体停车场"
ABOUT = {"number": 1, "title": TITLE, "poll_key": "poll.name.ratification"}


@pytest.fixture
def poll(town: Town) -> Town:
    """One act is confirmed, 乙's waits."""
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("办", "clerk")
    town.person("乙先生", owner_key="乙")
    open_ratification(town)
    assist(town)
    town.act("办", ConfirmAssist, act=1)
    assist(town, serial="A-2", voter="1-102", owner="乙")
    return town


def test_before_the_close_it_stands_in_todays_list_with_the_time(poll: Town):
    (need,) = poll.read("办", due)

    assert need.params == {
        "number": 1,
        "title": TITLE,
        "poll_key": "poll.name.ratification",
        "many": 1,
        "closes_at": NOON + 30 * DAY,
    }


def test_at_the_close_it_lapses_and_is_told(poll: Town):
    poll.clock.at = NOON + 30 * DAY
    poll.tick(ClosePoll, poll=1)

    states = [poll.read("办", show_act, act).state for act in (1, 2)]

    assert states == ["counted", "lapsed"]
    assert poll.read("办", show_act, 2).moves == ()
    assert poll.told("办", "staff")[-1] == (
        "assist_lapsed",
        {**ABOUT, "many": 1},
    )
    assert poll.told("乙先生")[-1] == ("assist_lapsed_yours", ABOUT)
    assert poll.read("办", due) == ()


def test_an_annulled_poll_leaves_nothing_waiting(poll: Town):
    poll.act("召", AnnulPoll, poll=1, reason="公告写错了日期")

    assert poll.read("办", show_act, 2).state == "lapsed"
    assert poll.read("办", due) == ()
