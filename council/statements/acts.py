"""What can be done with statements 意见征集: by whom, how."""

from council.kernel.acts.act import Button, act
from council.kernel.acts.moves import Move, Moves
from council.kernel.refusals import Refusal
from council.motions.facts import MotionFacts
from council.motions.hooks import TO_STATEMENTS
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
    StatementFacts,
    check_accepting,
    check_answering,
    check_closing,
    check_judging,
    check_opening,
    check_rejecting,
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


def _opening(motion: MotionFacts) -> Refusal | None:
    return check_opening(
        Facts(number=motion.number, motion_state=motion.state, state=motion.collected)
    )


#: What the desk does about a collection.
DESK_MOVES: Moves[Facts] = Moves(
    Move("statements.judge", check_judging, "statements.desk"),
    Move("statements.seed", check_seeding, "form.start seeds"),
    Move("statements.close", check_closing),
)
#: What a resident does about it.
OWN_MOVES: Moves[Facts] = Moves(
    Move("statements.answer", check_answering, "statements.next"),
    Move("statements.write", check_writing, "form.start statement"),
)
STATEMENT_MOVES: Moves[StatementFacts] = Moves(
    Move(
        "statements.judge",
        check_accepting,
        "statements.accept",
        "accept",
        carries=lambda it: (it.number, it.statement),
    ),
    Move(
        "statements.judge",
        check_rejecting,
        "form.start rejecting",
        "reject",
        carries=lambda it: (f"{it.number}-{it.statement}",),
    ),
)

TO_STATEMENTS.fill(Move("statements.open", _opening, "form.start collection", "collect"))
