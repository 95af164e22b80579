"""Every button of a task that is offered is accepted, and whatever would be accepted is offered."""

from itertools import product

from sqlalchemy import delete, insert, select, update

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.refusals import Refusal
from council.resolutions.acts import DESK_TASK_MOVES, OWN_TASK_MOVES
from council.resolutions.facts import TaskFacts
from council.resolutions.rules import RESOLUTION
from council.resolutions.tables import resolutions, tasks
from council.resolutions.tasks.reads import task
from council.resolutions.tasks.rules import ACCEPTANCES
from council.resolutions.tasks.tables import task_inspectors
from tests.council.conftest import Town
from tests.council.moves import drawn
from tests.council.offered.trial import acts_of, drifts
from tests.council.resolutions.deciding import CLOSES, published

NUMBER = "2026-1"
STAFF, RESIDENTS = ("召", "李", "主", "物"), ("甲", "乙", "物", "客")
FACTS = TaskFacts(number=NUMBER, state="", position=1, done=False)
DESK = acts_of(DESK_TASK_MOVES, FACTS)
OWN = acts_of(OWN_TASK_MOVES, FACTS, bot="resident")


def stand(town: Town, state: str, acceptance: str, *, reported: bool, done: bool) -> None:
    """Let task 1 stand so: 物 does it; 甲 is to inspect it, 乙 has said, 物 is named by mistake."""

    def write(tx: Transaction) -> None:
        do, r = tx.connection.execute, residents.c
        this = do(select(resolutions.c.id)).scalar_one()
        ids = {name: tx.connection.scalar(select(r.id).where(r.ref == name)) for name in "甲乙物"}
        do(update(resolutions).values(state=state))
        do(delete(task_inspectors))
        do(delete(tasks))
        row = {"community_id": town.id, "id": "t", "resolution_id": this, "position": 1}
        row |= {"title": "规划许可", "owner_id": ids["物"], "acceptance": acceptance}
        row |= {
            "reported_at": CLOSES if reported else None,
            "done_at": CLOSES if done else None,
        }
        do(insert(tasks).values(**row))
        named = {"community_id": town.id, "resolution_id": this, "task_id": "t", "named_at": 0}
        for name, verdict in (("甲", None), ("乙", "accepted"), ("物", None)):
            one = {**named, "resident_id": ids[name], "verdict": verdict}
            do(insert(task_inspectors).values(**one))

    town.app.bus.submit_run(write).result()


def found(town: Town, situation: str) -> list[str]:
    wrong = []
    for people, bot, acts in ((STAFF, "staff", DESK), (RESIDENTS, "resident", OWN)):
        offers = {}
        for person in people:
            view = town.read(person, task, NUMBER, 1, bot=bot)
            offers[person] = () if isinstance(view, Refusal) else drawn(view, view.moves)
        wrong += drifts(town, f"{situation}, {bot}", offers, acts)
    return wrong


def test_a_move_of_a_task_is_offered_exactly_where_it_is_accepted(town: Town):
    published(town)
    wrong = []

    for state, acceptance in product(RESOLUTION.states, ACCEPTANCES):
        for reported, done in ((False, False), (True, False), (True, True)):
            if acceptance == "none" and reported and not done:
                continue  # What nobody is to accept is done as soon as it is reported.
            stand(town, state, acceptance, reported=reported, done=done)
            wrong += found(town, f"{state}, {acceptance}, {reported=}, {done=}")

    assert wrong == []
