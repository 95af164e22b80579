"""Every button of an answer that is offered is accepted, and whatever would be accepted is offered.

Each state of an answer with several parties: handed on, climbed, questioned, planned, completed.
"""

from collections.abc import Callable
from typing import Any

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.motions.acts import MOTION_MOVES, OWN_MOTION_MOVES
from council.motions.reads import facts_of, motion_view
from council.motions.records import motion_by
from council.motions.responses.commands import (
    Acknowledge,
    AnswerMotion,
    AskBack,
    ClimbLadder,
    CompleteAnswer,
    HandBack,
    HandOn,
    PlanAnswer,
    RateAnswer,
    ReplyToQuestion,
    TakeOn,
)
from council.motions.responses.rates import LEVELS
from tests.council.conftest import Town
from tests.council.evening import at, motion
from tests.council.motions.responses.responding import everybody
from tests.council.moves import drawn
from tests.council.offered.trial import Acts, acts_of, drifts

PEOPLE = tuple("何主物业居街王李")
PROMISE = {"decision": "accept", "responsible": "项目部", "done_by": "2026-02-20"}


def acts(town: Town, bot: str) -> Acts:
    def gather(tx: Transaction) -> Acts:
        found = motion_by(tx, town.id, number=1)
        assert found is not None
        rows = MOTION_MOVES if bot == "staff" else OWN_MOTION_MOVES
        without = "poll correct_vote plan_meeting ranking ratification"
        return acts_of(rows, facts_of(tx, found), bot=bot, without=without)

    return town.app.bus.submit_run(gather).result()


def offered(town: Town, person: str, bot: str) -> list[str]:
    view = town.read(person, motion_view, 1, bot)
    return [] if isinstance(view, Refusal) else list(drawn(view, view.may))


def found(town: Town, situation: str) -> list[str]:
    """Where offers and desk disagree; to acknowledge or take on again changes nothing."""
    wrong = []
    for bot in ("staff", "resident"):
        offers = {each: offered(town, each, bot) for each in PEOPLE}
        idle = ("acknowledge", "refer", "take_on")
        wrong += drifts(town, f"{situation}, {bot}", offers, acts(town, bot), idle=idle)
    return wrong


def step(town: Town, by: str, command: type[Any], **fields: Any) -> None:
    done = town.act(by, command, number=1, **fields)
    assert not isinstance(done, Refusal), done


def test_a_move_of_an_answer_is_offered_exactly_where_it_is_accepted(town: Town):
    everybody(town)
    motion(town, addressee="manager")
    why = {"reason": "路灯归街道管"}
    path: tuple[tuple[str, Callable[[], None]], ...] = (
        ("asked", lambda: None),
        ("acknowledged", lambda: step(town, "物", Acknowledge)),
        ("questioned", lambda: step(town, "物", AskBack, text="哪一盏？")),
        ("replied", lambda: step(town, "王", ReplyToQuestion, text="三号楼")),
        ("handed on", lambda: step(town, "物", HandOn, party="subdistrict", **why)),
        ("handed back", lambda: step(town, "街", HandBack, **why)),
        ("handed on again", lambda: step(town, "物", HandOn, party="subdistrict", **why)),
        ("climbed", lambda: climbed(town)),
        ("taken on", lambda: step(town, "业", TakeOn)),
        ("answered", lambda: step(town, "业", AnswerMotion, decision="accept")),
        (
            "planned",
            lambda: step(
                town, "业", PlanAnswer, measures="装灯", responsible="甲", done_by="2026-02-20"
            ),
        ),
        ("past the day", lambda: setattr(town.clock, "at", at("2026-02-21 09:00"))),
        ("completed", lambda: step(town, "业", CompleteAnswer)),
        ("rated", lambda: step(town, "王", RateAnswer, level=LEVELS[0])),
        ("closed", lambda: setattr(town.clock, "at", at("2026-03-21 09:00"))),
    )
    wrong = []

    for situation, happens in path:
        happens()
        wrong += found(town, situation)

    assert wrong == []


def climbed(town: Town) -> None:
    town.clock.at = at("2026-02-04 12:00")
    assert town.tick(ClimbLadder, number=1).steps[-1] == "above"
