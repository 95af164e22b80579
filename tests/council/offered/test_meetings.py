"""Every button of a meeting that is offered is accepted, and whatever would be accepted is offered.

Each state of a meeting, at each hour that matters, for each person; and each line of its agenda,
whatever has become of the motion.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.todos import Todo
from council.meetings import commands
from council.meetings.acts import LINE_MOVES, MEETING_MOVES, OWN_MOVES
from council.meetings.agendas import line_of, meeting_facts
from council.meetings.commands import AdjournMotion, DeliberateMotion
from council.meetings.due import due
from council.meetings.facts import LineFacts, MeetingFacts
from council.meetings.reads import meeting_view
from council.meetings.records import meeting_by
from council.meetings.rules import EARLY_START, MEETING
from council.meetings.tables import meetings
from council.motions.commands import AskParty
from council.motions.facts import Hearing
from council.motions.records import motion_by
from council.motions.responses.commands import AnswerMotion
from council.motions.rules import MOTION
from council.motions.tables import motions
from council.people import records as residents
from council.rules.rulebook import NATIONAL, rulebook
from tests.council.conftest import NOON, Town
from tests.council.evening import at, meeting
from tests.council.moves import drawn, names
from tests.council.offered.people import PEOPLE, council, form
from tests.council.offered.trial import Acts, acts_of, drifts, undone
from tests.council.polls.polling import put_motion

DAY = 86_400
WHEN, LATER = "2026-02-27 19:30", "2026-03-27 19:30"
#: Who may do anything about meetings: a facilitator, the chair, the clerk; neighbours, grown up and not.
MOVERS = ("何", "主", "代", "王", "童")


#: What is due at the desk → the move of the screen that it leads to; an announcement may have to
#: wait for what stands on the agenda.
DUE = {
    "meeting_start": ("start",),
    "meeting_run": ("adjourn",),
    "meeting_clerk": ("note_attendance",),
    "meeting_missed": ("cancel",),
}


def moves(town: Town, met: int) -> Acts:
    """What staff may do with a meeting, and with each motion there is at it."""
    acts = acts_of(MEETING_MOVES, facts(town, met), without="plan")
    acts["plan"] = form("single", "new")
    for each in (row.number for row in town.rows(select(motions.c.number))):
        line = acts_of(LINE_MOVES, line_facts(town, each, met), without="correct_vote")
        acts |= {f"{name} {each}": act for name, act in line.items()}
    return acts


def facts(town: Town, met: int) -> MeetingFacts:
    """What the moves of a meeting are judged by; here they give the presses."""

    def gather(tx: Transaction) -> MeetingFacts:
        meeting = meeting_by(tx, town.id, number=met)
        return meeting_facts(tx, residents.actor(tx, town.people["何"], ""), meeting, ())

    return town.app.bus.submit_run(gather).result()


def line_facts(town: Town, number: int, met: int) -> LineFacts:
    """The same of a motion and the agenda of a meeting, whose own sheet counts a vote."""

    def gather(tx: Transaction) -> LineFacts:
        motion = motion_by(tx, town.id, number=number)
        assert motion is not None
        line = line_of(tx, motion, meeting_by(tx, town.id, number=met))
        return replace(line, hearing=Hearing(number=met))

    return town.app.bus.submit_run(gather).result()


def offered(town: Town, person: str, met: int) -> list[str]:
    """What the staff's screen offers, line by line."""
    view = town.read(person, meeting_view, met, "staff")
    if isinstance(view, Refusal):
        return []
    each = [f"{move} {item.number}" for item in view.items for move in names(item.may)]
    add = [f"{move} {item.number}" for item in view.unlisted for move in names(item.may)]
    return [*drawn(view, view.may), *(move.replace("correct_vote", "vote") for move in each), *add]


def of(met: int, needs: tuple[Todo, ...]) -> list[Todo]:
    """What is due about a meeting."""
    return [need for need in needs if need.arguments == (met,)]


def found(
    town: Town, situation: str, *, met: int = 1, people: tuple[str, ...] = MOVERS
) -> list[str]:
    """Where offers and desk disagree, at both bots; the first line stays first."""
    staff = {person: offered(town, person, met) for person in people}
    own = {
        person: names(town.read(person, meeting_view, met, "resident").may) for person in people
    }
    own_moves = acts_of(OWN_MOVES, facts(town, met), bot="resident")
    needs = {person: of(met, town.read(person, due)) for person in people}
    return [
        *undone(situation, needs, staff, DUE),
        *drifts(town, situation, staff, moves(town, met), idle=("up 1",)),
        *drifts(town, f"{situation}, resident", own, own_moves, idle=("check_in_code",)),
    ]


#: The hours that matter, from the announced start; ``early`` is too late for the owners' notice.
HOURS = {
    "long before": -20 * DAY,
    "early": -3 * DAY,
    "an hour before": -EARLY_START,
    "at the start": 0,
    "a day later": DAY,
}


def stand(town: Town, state: str, *, hours: int = 0, met: int = 1) -> None:
    """Let a meeting stand so, by table, so many seconds after its start."""
    town.clock.at = at(WHEN) + hours
    query = update(meetings).where(meetings.c.number == met).values(state=state)
    town.app.bus.submit_run(lambda tx: tx.connection.execute(query).rowcount).result()


def let_motion(town: Town, state: str, *, met: int | None = None, number: int = 1) -> None:
    """Let a motion stand so, by table, at a meeting."""

    def write(tx: Transaction) -> None:
        m = meetings.c
        here = tx.connection.scalar(select(m.id).where(m.number == met)) if met else None
        query = update(motions).where(motions.c.number == number)
        tx.connection.execute(query.values(state=state, meeting_id=here))

    town.app.bus.submit_run(write).result()


def situations(town: Town) -> Iterator[str]:
    """Every state of a meeting at every hour."""
    for state in MEETING.states:
        for hour, seconds in HOURS.items():
            stand(town, state, hours=seconds)
            yield f"{state}, {hour}"


@pytest.mark.parametrize("legal_class", ["", "R-MO", "O-8"])
def test_a_move_of_a_meeting_is_offered_exactly_where_it_is_accepted(town: Town, legal_class: str):
    council(town)
    listed = [put_motion(town, state="drafted", legal_class=legal_class)] if legal_class else []
    meeting(town, WHEN, *listed)
    wrong = found(town, "everybody", people=PEOPLE)

    for situation in situations(town):
        wrong += found(town, situation)

    assert wrong == []


@pytest.mark.parametrize("legal_class", ["R-MO", "O-8"])
def test_a_line_of_an_agenda_offers_exactly_what_is_accepted_whatever_became_of_the_motion(
    town: Town, legal_class: str
):
    council(town)
    for _ in range(3):
        put_motion(town, state="drafted", legal_class=legal_class)
    meeting(town, WHEN, 1, 2)
    wrong = []

    for met in ("planned", "announced", "in_session", "adjourned"):
        for state in MOTION.states:
            let_motion(town, state, met=1)
            let_motion(town, state, number=3)
            stand(town, met, hours=-HOURS["a day later"])
            wrong += found(town, f"{met}, {state}")

    assert wrong == []


def test_a_late_answer_stays_on_the_agenda_and_its_former_vote_is_no_longer_offered(town: Town):
    council(town)
    put_motion(town, state="drafted", legal_class="R-MO")
    town.act("何", AskParty, number=1)
    meeting(town, WHEN, 1)
    town.act("何", commands.AnnounceMeeting, number=1)
    town.clock.at = at(WHEN)
    town.act("主", commands.StartMeeting, number=1)
    town.act("主", DeliberateMotion, number=1)
    wrong = []

    meeting(town, LATER)
    wrong += found(town, "late, not listed", met=2)
    town.act("何", commands.PutOnAgenda, motion_number=1, meeting_number=2)
    wrong += found(town, "late, listed again", met=2)
    town.act("主", commands.AdjournMeeting, number=1)
    town.act("何", commands.AnnounceMeeting, number=2)
    town.clock.at = at(LATER)
    town.act("主", commands.StartMeeting, number=2)
    wrong += found(town, "late, again in session", met=2)

    assert wrong == []


def test_a_heard_motion_that_is_taken_off_a_later_agenda_keeps_its_meeting(town: Town):
    council(town)
    put_motion(town, state="drafted")
    town.act("何", AskParty, number=1)
    meeting(town, WHEN, 1)
    let_motion(town, "deliberated", met=1)
    town.clock.at = at(WHEN)
    stand(town, "adjourned")
    meeting(town, LATER)
    town.act("何", commands.PutOnAgenda, motion_number=1, meeting_number=2)
    town.act("物", AnswerMotion, number=1, decision="accept")

    off = town.act("何", commands.TakeOffAgenda, motion_number=1, meeting_number=2)
    put_off = town.act("主", AdjournMotion, number=1)

    assert off.items == ()
    assert (put_off.state, put_off.meeting_number) == ("adjourned", 1)


def test_a_full_agenda_takes_nothing_but_late_answers(town: Town):
    council(town)
    limit = rulebook()[NATIONAL].floor.agenda_motions
    numbers = [put_motion(town, state="drafted") for _ in range(limit + 2)]
    meeting(town, WHEN, *numbers[:limit])
    town.act("何", AskParty, number=numbers[-1])
    town.clock.at = NOON + DAY
    wrong = found(town, "full")

    assert wrong == []
