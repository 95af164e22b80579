"""Every button of a collection that is offered is accepted, and whatever is accepted is offered.

Each state of a motion with a collection that is open, over or closed, for each person.
"""

import pytest
from sqlalchemy import update

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.motions.rules import MOTION
from council.motions.tables import motions
from council.statements.acts import DESK_MOVES, OWN_MOVES
from council.statements.commands import (
    AcceptStatement,
    AnswerStatement,
    OpenCollection,
    SeedStatements,
    WriteStatement,
)
from council.statements.due import due
from council.statements.reads import collection_view
from council.statements.rules import DAY, Facts
from tests.council.conftest import NOON, Town
from tests.council.evening import motion
from tests.council.moves import drawn
from tests.council.offered.people import PEOPLE, council
from tests.council.offered.trial import Acts, acts_of, drifts, undone
from tests.council.statements.collecting import closed, say

#: What both screens lead to, about motion 1: to judge and to answer begin with a look.
FACTS = Facts(number=1, motion_state="")
DESK: Acts = {
    **acts_of(DESK_MOVES, FACTS, without="judge"),
    "judge": lambda actor: AcceptStatement(actor=actor, number=1, statement=2),
}
HALL: Acts = {
    **acts_of(OWN_MOVES, FACTS, bot="resident", without="answer"),
    "answer": lambda actor: AnswerStatement(actor=actor, number=1, statement=1, answer="agree"),
}
DUE = {"statements_judge": ("judge",), "statements_seed": ("seed",)}


def begin(town: Town) -> None:
    """A collection with a statement that is asked, and one that waits."""
    council(town)
    motion(town)
    town.act("何", OpenCollection, number=1)
    town.act("何", SeedStatements, number=1, text="东门晚上九点后只出不进")
    town.act("王", WriteStatement, number=1, text="把消防通道让出来")


def offered(town: Town, person: str, bot: str) -> list[str]:
    view = town.read(person, collection_view, 1, bot)
    return [] if isinstance(view, Refusal) else list(drawn(view, view.may))


def found(
    town: Town, situation: str, *, idle: tuple[str | tuple[str, str], ...] = ()
) -> list[str]:
    """Where offers and desk disagree, in both bots."""
    at_desk = {person: offered(town, person, "staff") for person in PEOPLE}
    in_hall = {person: offered(town, person, "resident") for person in PEOPLE}
    needs = {person: town.read(person, due) for person in PEOPLE}
    return [
        *undone(situation, needs, at_desk, DUE),
        *drifts(town, situation, at_desk, DESK),
        *drifts(town, situation, in_hall, HALL, idle=idle),
    ]


@pytest.mark.parametrize("days", [0, 7])
def test_a_move_is_offered_where_it_is_accepted_whatever_state_its_motion_is_in(
    town: Town, days: int
):
    begin(town)
    town.clock.at = NOON + days * DAY
    wrong = []

    for state in MOTION.states:
        _stand(town, state)
        wrong += found(town, f"{state}, {days} days")

    assert wrong == []


def test_a_move_is_offered_where_it_is_accepted_as_people_answer_write_and_close(town: Town):
    begin(town)
    wrong = found(town, "begun")

    say(town, "王", 1, "agree")
    answered = ("王", "answer")  # once answered, to answer changes nothing more
    wrong += found(town, "answered", idle=(answered,))
    for text in ("二号看法在这里", "三号看法在这里"):
        town.act("王", WriteStatement, number=1, text=text)
    wrong += found(town, "written three", idle=(answered,))
    town.act("何", AcceptStatement, number=1, statement=3)
    wrong += found(town, "accepted another")
    closed(town)
    wrong += found(town, "closed")

    assert wrong == []
    assert offered(town, "何", "staff") == []


def _stand(town: Town, state: str) -> None:
    def write(tx: Transaction) -> None:
        tx.connection.execute(update(motions).values(state=state))

    town.app.bus.submit_run(write).result()
