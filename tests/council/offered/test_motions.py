"""Every button of a motion that is offered is accepted, and whatever would be accepted is offered.

Each state of a motion with each state of its meeting, of its answer and of its consultation, at each
hour that matters, for each person.
"""

import pytest
from sqlalchemy import delete, insert, select, update

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.todos import Todo
from council.meetings.commands import AdjournMeeting, PutOnAgenda
from council.meetings.rules import MEETING
from council.meetings.tables import agenda_items, meetings
from council.motions.acts import MOTION_MOVES
from council.motions.consultations.rules import CONSULTATION
from council.motions.consultations.tables import consultations
from council.motions.due import due
from council.motions.reads import facts_of, motion_view
from council.motions.records import motion_by
from council.motions.rules import MOTION
from council.motions.tables import motions, responses
from council.polls.reads import new_poll
from council.resolutions.commands import DraftMeetingResolution
from council.rules.rulebook import NATIONAL, rulebook
from tests.council.conftest import NOON, Town
from tests.council.evening import at, heard, meeting, motion, vote
from tests.council.moves import drawn, names
from tests.council.offered.people import PEOPLE, council, form
from tests.council.offered.trial import Acts, acts_of, drifts, undone
from tests.council.polls.polling import motion_state, put_motion

HOUR = 3600
#: Who may do anything about motions.
MOVERS = ("何", "主", "物")
WHEN = "2026-02-27 19:30"


#: Behind the choice of a poll stand two forms; all other moves are acts of their own.
POLLS: Acts = {"ranking": form("ranking"), "ratification": form("ratification")}


def acts(town: Town) -> Acts:
    """What the moves of motion 1 press; a count is corrected as it is made."""

    def gather(tx: Transaction) -> Acts:
        found = motion_by(tx, town.id, number=1)
        assert found is not None
        without = "poll correct_vote plan_meeting"
        return {**acts_of(MOTION_MOVES, facts_of(tx, found), without=without), **POLLS}

    return town.app.bus.submit_run(gather).result()


#: What is due at the desk → the moves of the screen that it leads to.
DUE = {
    "response_acknowledge": ("acknowledge",),
    "response_answer": ("answer",),
    "motion_agenda": ("put_on_agenda", "plan_meeting"),
    "motion_owners": ("put_on_agenda", "plan_meeting", "announce", "ratification"),
    "motion_put": ("ranking", "ratification", "vote"),
    "motion_undecided": ("vote", "adjourn", "refer"),
    "motion_outcome": ("consult",),
    **{f"consultation_{state}": ("consult",) for state in CONSULTATION.states},
}
#: How the meeting of a motion may stand; ``none``: there is no meeting, ``open``: one is planned,
#: and the motion not on its agenda; ``missed``: planned, and its time passed.
MEETINGS = ("none", "open", "missed", *MEETING.states)
#: How its answer may stand, and how many hours after the motion was addressed.
ANSWERS = (
    ("", 0),
    ("asked", 1),
    ("asked", 24),
    ("asked", 48),
    ("acknowledged", 47),
    ("acknowledged", 48),
    ("extended", 49),
    ("answered", 50),
)
#: A class of each kind: talked over, polled or voted by hands, voted by hands only, the owners'.
CLASSES = ("R-XS", "R-MO", "R-JM26", "O-8")


def begin(town: Town, legal_class: str) -> None:
    """A drafted motion, and a meeting that was planned."""
    council(town)
    motion(town, legal_class=legal_class)
    meeting(town, WHEN)


def fill_agenda(town: Town) -> None:
    """Put as many other motions on the agenda as go there."""
    for _ in range(rulebook()[NATIONAL].floor.agenda_motions):
        number = put_motion(town, state="drafted")
        town.act("何", PutOnAgenda, motion_number=number, meeting_number=1)


def stand(
    town: Town,
    state: str,
    *,
    met: str = "none",
    answer: tuple[str, int] = ("", 0),
    talked: str = "",
) -> None:
    """Let motion 1, its meeting, its answer and its consultation stand so, by table."""
    step, hours = answer
    town.clock.at = NOON + hours * HOUR

    def write(tx: Transaction) -> None:
        do = tx.connection.execute
        here = do(select(meetings.c.id).where(meetings.c.number == 1)).scalar_one()
        this = do(select(motions.c.id).where(motions.c.number == 1)).scalar_one()
        key = {"community_id": town.id, "motion_id": this}
        held = met not in {"none", "open"}
        do(delete(agenda_items).where(agenda_items.c.motion_id == this))
        for table in (responses, consultations):
            do(delete(table))
        at_meeting = {"state": state, "meeting_id": here if held else None}
        do(update(motions).where(motions.c.id == this).values(**at_meeting))
        planned = {"none": "cancelled", "open": "planned", "missed": "planned"}.get(met, met)
        starts_at = NOON if met == "missed" else at(WHEN)
        do(
            update(meetings)
            .where(meetings.c.id == here)
            .values(state=planned, starts_at=starts_at)
        )
        if held:
            do(insert(agenda_items).values(**key, meeting_id=here, position=1, added_at=0))
        if step:
            extended = step == "extended"
            do(
                insert(responses).values(
                    **key,
                    id="response",
                    addressee="manager",
                    state="acknowledged" if extended else step,
                    asked_at=NOON,
                    acknowledge_by=NOON + 24 * HOUR,
                    answer_by=NOON + (200 if extended else 48) * HOUR,
                    extended_at=NOON if extended else None,
                )
            )
        if talked:
            do(insert(consultations).values(**key, id="talk", state=talked, changed_at=NOON))

    town.app.bus.submit_run(write).result()


def offered(town: Town, person: str) -> list[str]:
    """What a motion's screen offers, the kinds of poll one by one."""
    view = town.read(person, motion_view, 1, "staff")
    moves = [] if isinstance(view, Refusal) else list(drawn(view, view.may))
    if "poll" in moves:
        choice = town.read(person, new_poll, 1)
        moves += choice.kinds
        assert choice.kinds, view
    return ["vote" if move == "correct_vote" else move for move in moves]


def found(
    town: Town,
    situation: str,
    *,
    people: tuple[str, ...] = MOVERS,
    idle: tuple[str, ...] = (),
) -> list[str]:
    """Where offers and desk disagree; a motion that is talked over is referred by its consultation."""
    offers = {person: offered(town, person) for person in people}
    elsewhere = ["refer"] if any("consult_refer" in moves for moves in offers.values()) else []
    needs = {person: of_first(town.read(person, due)) for person in people}
    return [
        *undone(situation, needs, offers, DUE),
        *drifts(town, situation, offers, acts(town), idle=idle, elsewhere=elsewhere),
    ]


def of_first(needs: tuple[Todo, ...]) -> list[Todo]:
    """What is due about motion 1."""
    return [need for need in needs if need.arguments == (1,)]


def idle_after(answer: tuple[str, int]) -> tuple[str, ...]:
    """Once acknowledged, to acknowledge changes nothing."""
    return ("acknowledge",) if answer[0] in {"acknowledged", "extended"} else ()


@pytest.mark.parametrize("legal_class", CLASSES)
def test_a_move_of_a_motion_is_offered_where_it_is_accepted_whatever_its_meeting(
    town: Town, legal_class: str
):
    begin(town, legal_class)
    wrong = []

    for state in MOTION.states:
        for met in MEETINGS:
            stand(town, state, met=met)
            wrong += found(town, f"{state}, meeting {met}")

    assert wrong == []


@pytest.mark.parametrize("met", ["none", "open"])
def test_a_move_of_a_motion_is_offered_where_it_is_accepted_at_each_hour_of_its_answer(
    town: Town, met: str
):
    begin(town, "R-XS")
    stand(town, "drafted", met="open", answer=("asked", 1))
    wrong = found(town, "everybody", people=PEOPLE)

    for state in MOTION.states:
        for answer in ANSWERS:
            stand(town, state, met=met, answer=answer)
            wrong += found(town, f"{state}, {answer}", idle=idle_after(answer))

    assert wrong == []


def test_a_full_agenda_is_offered_to_nobody_but_a_late_answer(town: Town):
    begin(town, "R-XS")
    fill_agenda(town)
    wrong = []

    for answer in ANSWERS:
        stand(town, "drafted", met="open", answer=answer)
        wrong += found(town, f"full agenda, {answer}", idle=idle_after(answer))
    meeting(town, "2026-03-27 19:30")
    wrong += found(town, "a later agenda has room")

    assert "put_on_agenda" in names(town.read("何", motion_view, 1, "staff").may)
    assert wrong == []


def test_a_count_of_a_meeting_is_offered_exactly_where_it_is_accepted(town: Town):
    council(town)
    heard(town, legal_class="R-MO", when=WHEN)
    wrong = found(town, "heard", people=PEOPLE)

    for counts in (("20", "8", "1", "1"), ("20", "15", "9", "2", "数错了")):
        vote(town, 1, *counts)
        wrong += found(town, f"counted {counts}", people=PEOPLE)
    town.act("主", AdjournMeeting, number=1)
    wrong += found(town, "carried", people=PEOPLE)
    town.act("何", DraftMeetingResolution, motion=1)
    wrong += found(town, "resolved", people=PEOPLE, idle=("resolution",))

    assert motion_state(town) == "carried"
    assert wrong == []


@pytest.mark.parametrize("legal_class", ["R-XS", "O-8"])
def test_a_step_of_a_consultation_is_offered_exactly_where_it_is_accepted(
    town: Town, legal_class: str
):
    begin(town, legal_class)
    wrong = []

    for state in MOTION.states:
        for talked in CONSULTATION.states:
            stand(town, state, talked="" if talked == "deliberated" else talked)
            wrong += found(town, f"{state}, {talked}")

    assert wrong == []
