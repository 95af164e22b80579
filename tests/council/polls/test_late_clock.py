"""Chat judges a poll by the time, also when nobody has closed it yet."""

import pytest

from council.kernel.screens.render import render
from council.kernel.screens.translator import Translator
from council.polls.due import due, needs
from council.polls.reads import open_polls, recent, show, show_as_resident
from tests.council.conftest import Town
from tests.council.moves import names
from tests.council.polls.polling import open_ranking


@pytest.mark.parametrize(("seconds", "state"), [(-1, "open"), (0, "closed"), (3600, "closed")])
def test_every_screen_says_that_the_poll_is_over(town: Town, seconds: int, state: str):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("甲")
    number = open_ranking(town)
    town.clock.at = town.read("甲", open_polls).polls[0].closes_at + seconds

    resident = render(town.read("甲", show_as_resident, number), Translator("zh_CN"))
    staff = town.read("召", show, number)

    assert {
        "list": town.read("甲", open_polls).polls[0].state,
        "staff list": town.read("召", recent).polls[0].state,
        "card": staff.state,
        "can be cast": any("ballot.open" in b.press for row in resident.rows for b in row),
        "waited for": [need.key for need in town.read("甲", needs)],
        "facilitator": [need.key for need in town.read("召", due)],
        "clerk": [need.key for need in town.read("代", due)],
        "paper": "paper" in names(town.read("代", show, number).moves),
        "remind": "remind" in names(staff.moves),
        "close": "close" in names(staff.moves),
    } == (
        {
            "list": "open",
            "staff list": "open",
            "card": "open",
            "can be cast": True,
            "waited for": ["poll_vote_ranking"],
            "facilitator": ["poll_running"],
            "clerk": ["poll_paper"],
            "paper": True,
            "remind": True,
            "close": True,
        }
        if state == "open"
        else {
            "list": "closed",
            "staff list": "closed",
            "card": "closed",
            "can be cast": False,
            "waited for": [],
            "facilitator": ["poll_count"],
            "clerk": [],
            "paper": False,
            "remind": False,
            "close": True,
        }
    )
