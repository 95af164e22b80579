"""A question back to the proposer: it stops no clock, unless the rules say so."""

import pytest

from council.kernel.refusals import Refusal
from council.motions.reads import motion_view
from council.motions.responses.commands import AskBack, ReplyToQuestion
from tests.council.conftest import NOON, Town, lives_by
from tests.council.evening import motion
from tests.council.kernel.forms.filling import Filling
from tests.council.motions.responses.responding import HOUR, addressed, response
from tests.council.moves import names

STOPS = """
extends = "national"

[answers]
question_stops_clock = true
citation = "本小区管理规约"
"""


def ask(town: Town, number: int) -> None:
    form = Filling(town, "物", "question", number)
    form.say("是哪一盏灯？")
    form.file()


def test_the_proposer_is_asked_and_replies_and_the_clock_goes_on(town: Town):
    number = addressed(town)
    town.clock.at += HOUR
    ask(town, number)
    asked = town.told("王")[-1]
    seen = [names(town.read(name, motion_view, number, "resident").may) for name in "王李"]
    form = Filling(town, "王", "reply", number)
    form.say("三号楼门口那盏")

    done = form.file()

    assert asked[0] == "response_question"
    assert asked[1]["text"] == "是哪一盏灯？"
    assert "response_question" not in [notice for notice, _ in town.told("李")]
    assert seen == [("reply",), ()]
    assert (done.response.state, done.response.due_at) == ("acknowledged", NOON + 48 * HOUR)
    assert [(each.step, each.note) for each in done.response.steps] == [
        ("question", "是哪一盏灯？"),
        ("reply", "三号楼门口那盏"),
    ]
    assert town.told("物", "staff")[-1][0] == "response_reply"


def test_where_the_rules_say_so_the_clock_stands_until_the_reply(town: Town):
    lives_by(town, text=STOPS)
    number = addressed(town)
    town.clock.at += HOUR
    ask(town, number)
    town.clock.at += 100 * HOUR
    waiting = response(town, number)

    town.act("王", ReplyToQuestion, number=number, text="三号楼门口那盏")

    assert (waiting.due_at, waiting.overdue) == (0, False)
    assert response(town, number).due_at == NOON + 148 * HOUR


def test_one_question_at_a_time_and_only_the_proposer_replies(town: Town):
    number = addressed(town)
    early = town.act("王", ReplyToQuestion, number=number, text="三号楼")
    ask(town, number)

    again = town.act("物", AskBack, number=number, text="还有呢？")
    neighbour = town.act("李", ReplyToQuestion, number=number, text="三号楼")
    empty = town.act("王", ReplyToQuestion, number=number, text=" ")

    assert early == Refusal("response.no_question")
    assert again == Refusal("response.question_waits")
    assert neighbour == Refusal("response.not_proposer")
    assert empty == Refusal("response.no_reason")


@pytest.mark.parametrize("by", ["何", "王"])
def test_nobody_else_asks_the_proposer(town: Town, by: str):
    number = addressed(town)

    assert town.act(by, AskBack, number=number, text="是哪一盏灯？").key == "policy.not_your_role"


def test_what_nobody_was_asked_has_no_question(town: Town):
    addressed(town)
    number = motion(town)

    assert town.act("物", AskBack, number=number, text="？") == Refusal("response.not_asked")
    assert town.act("王", ReplyToQuestion, number=number, text="？") == Refusal("motion.unknown")
