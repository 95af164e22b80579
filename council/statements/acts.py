"""What can be done with statements 意见征集: by whom, how; and which moves a screen offers."""

from collections.abc import Callable

from council.kernel.acts.act import Button, act
from council.kernel.policy import may
from council.kernel.refusals import Refusal
from council.kernel.values import Person, value
from council.statements.commands import (
    AcceptStatement,
    AnswerStatement,
    CloseCollection,
    OpenCollection,
    RejectStatement,
    SeedStatements,
    WriteStatement,
)
from council.statements.rules import (
    Facts,
    check_answering,
    check_closing,
    check_judging,
    check_seeding,
    check_writing,
)

STATEMENTS = (
    act("statements.open", "facilitator", OpenCollection),
    act("statements.seed", "facilitator", SeedStatements),
    act(
        "statements.judge",
        "facilitator",
        Button(AcceptStatement, "number statement", press="statements.accept"),
        RejectStatement,
    ),
    act("statements.close", "facilitator clock", Button(CloseCollection, "number", sure=True)),
    act("statements.write", "resident", WriteStatement),
    act(
        "statements.answer",
        "resident",
        Button(AnswerStatement, "number statement answer", bots="resident"),
    ),
)


@value
class Offered:
    """A move that a collection's screen offers: by which act, judged by which guard, with which press."""

    move: str
    verb: str
    guard: Callable[[Facts], Refusal | None]
    press: tuple[str, ...]
    bot: str


#: The moves of a collection's screen, in the order of their buttons; each press takes the motion's number.
OFFERS = (
    Offered(
        move="answer",
        verb="statements.answer",
        guard=check_answering,
        press=("statements.next",),
        bot="resident",
    ),
    Offered(
        move="write",
        verb="statements.write",
        guard=check_writing,
        press=("form.start", "statement"),
        bot="resident",
    ),
    Offered(
        move="judge",
        verb="statements.judge",
        guard=check_judging,
        press=("statements.desk",),
        bot="staff",
    ),
    Offered(
        move="seed",
        verb="statements.seed",
        guard=check_seeding,
        press=("form.start", "seeds"),
        bot="staff",
    ),
    Offered(
        move="close",
        verb="statements.close",
        guard=check_closing,
        press=("statements.close",),
        bot="staff",
    ),
)


def offered(facts: Facts, who: Person, bot: str) -> tuple[str, ...]:
    """Tell the moves that this person can take now in this bot."""
    return tuple(
        each.move
        for each in OFFERS
        if each.bot == bot and may(who, each.verb) and each.guard(facts) is None
    )
