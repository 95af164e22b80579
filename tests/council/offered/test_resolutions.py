"""Every button of a resolution that is offered is accepted, and whatever would be is offered.

Each state of a resolution, of its poll (or of its meeting's minutes), of its tasks and objections, at
each hour that matters: for its drafter, the poll's drafter, other staff and residents.
"""

from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.refusals import Refusal
from council.meetings.commands import AdjournMeeting
from council.meetings.tables import meetings
from council.people import records as residents_of
from council.polls.tables import polls
from council.resolutions import commands
from council.resolutions.acts import RESOLUTION_MOVES, TASK_MOVES
from council.resolutions.due import due
from council.resolutions.facts import TaskFacts
from council.resolutions.reads import (
    PublicationCheck,
    facts_of,
    objection_list,
    publication_check,
    resolution,
    tasks_of,
)
from council.resolutions.records import resolution_by
from council.resolutions.rules import RESOLUTION, TASKS_AT_MOST, seal_of
from council.resolutions.tables import objections, resolutions, tasks
from tests.council.conftest import Town
from tests.council.evening import heard, vote
from tests.council.moves import drawn
from tests.council.offered.people import PEOPLE, council, form
from tests.council.offered.trial import Acts, acts_of, drifts, undone
from tests.council.resolutions.deciding import CLOSES, drafted, populate

DAY = 86_400
NUMBER = "2026-1"
#: 召 has drafted the poll, 李 (here a second facilitator) the resolution.
STAFF = ("召", "李", "主", "物", "财", "签", "代")
RESIDENTS = ("甲", "客", "李")


#: What is due at the desk → the move of the screen that it leads to.
DUE = {
    "resolution_publish": ("publish",),
    "resolution_do": ("done",),
    "resolution_fulfil": ("fulfil",),
    "resolution_answer": ("answer",),
}


def moves(town: Town) -> Acts:
    """What may be done with the resolution and each of its tasks and objections."""

    def gather(tx: Transaction) -> dict[str, Any]:
        found = resolution_by(tx, town.id, number=NUMBER)
        assert found is not None
        facts = facts_of(tx, residents_of.actor(tx, town.people["主"], ""), found)
        seal = seal_of(found.title, found.body)
        acts = acts_of(RESOLUTION_MOVES, facts)
        acts["publish"] = lambda actor: commands.PublishResolution(
            actor=actor, number=NUMBER, seal=seal
        )
        for task in tasks_of(tx, found):
            at = TaskFacts(number=NUMBER, state="", position=task.position, done=False)
            acts[f"done {task.position}"] = acts_of(TASK_MOVES, at)["done"]
        return acts

    acts = town.app.bus.submit_run(gather).result()
    for number in (1, 2):
        acts[f"answer {number}"] = form("objection_answer", f"{NUMBER}-{number}")
    return acts


def begin(town: Town) -> None:
    """A resolution of 李 on a poll of 召 that the clock closed and counted."""
    populate(town)
    for name, role in zip("财签代", ("treasurer", "second_signer", "clerk"), strict=True):
        town.person(name, role)
    drafted(town)


def stand(
    town: Town,
    state: str,
    *,
    poll: str = "certified",
    by: str = "李",
    todo: tuple[bool, ...] = (),
    raised: tuple[bool, ...] = (),
    after: int = 0,
) -> None:
    """Let the resolution stand so, by table: tasks (done or not), objections (answered or not)."""
    town.clock.at = CLOSES + DAY + after

    def write(tx: Transaction) -> None:
        do, r = tx.connection.execute, residents.c
        this = do(select(resolutions.c.id)).scalar_one()
        drafter = tx.connection.scalar(select(r.id).where(r.ref == by))
        objector = tx.connection.scalar(select(r.id).where(r.ref == "甲"))
        out = None if state == "provisional" else CLOSES
        do(
            update(resolutions).values(
                state=state,
                drafted_by=drafter,
                published_at=out,
                posted_until=None if out is None else CLOSES + 15 * DAY,
            )
        )
        do(update(polls).values(state=poll))
        key = {"community_id": town.id, "resolution_id": this}
        for table in (tasks, objections):
            do(delete(table))
        for place, done in enumerate(todo, start=1):
            row = {**key, "id": f"task{place}", "position": place, "title": f"事项{place}"}
            do(insert(tasks).values(**row, done_at=CLOSES if done else None))
        for place, answered in enumerate(raised, start=1):
            row = {**key, "id": f"raised{place}", "number": place, "resident_id": objector}
            row |= {"body": "我不同意这样做", "raised_at": CLOSES}
            do(insert(objections).values(**row, answered_at=CLOSES if answered else None))

    town.app.bus.submit_run(write).result()


def offered(town: Town, person: str) -> list[str]:
    """What the staff's screens offer; the way to publish leads over a last look."""
    view = town.read(person, resolution, NUMBER, bot="staff")
    listed = town.read(person, objection_list, NUMBER, bot="staff")
    found = [] if isinstance(view, Refusal) else list(drawn(view, view.moves))
    if not isinstance(view, Refusal):
        found += [f"done {each.position}" for each in view.tasks if each.moves]
    look = isinstance(town.read(person, publication_check, NUMBER), PublicationCheck)
    assert look is ("publish" in found), person
    if not isinstance(listed, Refusal) and listed.may_answer:
        found += [f"answer {each.number}" for each in listed.objections if not each.answered_at]
    return found


def found(town: Town, situation: str, *, idle: tuple[str, ...] = ()) -> list[str]:
    """Where offers and desk disagree, at both bots."""
    staff = {person: offered(town, person) for person in STAFF}
    own = {}
    for person in RESIDENTS:
        view = town.read(person, resolution, NUMBER)
        own[person] = () if isinstance(view, Refusal) else drawn(view, view.moves)
    needs = {person: town.read(person, due) for person in STAFF}
    return [
        *undone(situation, needs, staff, DUE),
        *drifts(town, situation, staff, moves(town), idle=idle),
        *drifts(town, f"{situation}, resident", own, {"object": form("objection", NUMBER)}),
    ]


def test_a_resolution_is_published_by_whoever_is_offered_to(town: Town):
    begin(town)
    wrong = []

    for state in RESOLUTION.states:
        for poll in ("counted", "certified", "annulled"):
            for by in ("李", "召", "主"):
                stand(town, state, poll=poll, by=by)
                wrong += found(town, f"{state} by {by}, poll {poll}")

    assert wrong == []


def test_what_a_resolution_asks_for_is_offered_exactly_where_it_is_accepted(town: Town):
    begin(town)
    wrong = []

    for state in RESOLUTION.states:
        for todo in ((False, False), (True, False), (True, True), (False,) * TASKS_AT_MOST):
            stand(town, state, todo=todo)
            # Done again, a task that was done changes nothing.
            idle = tuple(f"done {place}" for place, done in enumerate(todo, start=1) if done)
            wrong += found(town, f"{state}, {len(todo)} tasks {todo[:2]}", idle=idle)

    assert wrong == []


@pytest.mark.parametrize("after", [0, 14 * DAY, 15 * DAY])
def test_an_objection_is_offered_one_at_a_time_and_answered_once(town: Town, after: int):
    begin(town)
    wrong = []

    for state in RESOLUTION.states:
        for raised in ((), (False,), (True,), (True, False)):
            stand(town, state, raised=raised, after=after)
            wrong += found(town, f"{state}, objections {raised}")

    assert wrong == []


def test_a_vote_of_a_meeting_is_published_once_the_minutes_are_approved(town: Town):
    council(town)
    heard(town, legal_class="R-JM26")
    vote(town, 1, "adults", "20", "15", "12", "2")
    town.act("主", AdjournMeeting, number=1)
    town.act("何", commands.DraftMeetingResolution, motion=1)
    wrong = []

    for state in ("adjourned", "minuted", "approved"):
        query = update(meetings).values(state=state)
        town.app.bus.submit_run(lambda tx, q=query: tx.connection.execute(q).rowcount).result()
        offers = {person: offered(town, person) for person in PEOPLE}
        wrong += drifts(town, f"meeting {state}", offers, moves(town))

    assert wrong == []
