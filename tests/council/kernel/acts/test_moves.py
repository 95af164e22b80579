"""Moves: offered to whom the act's roles allow them, while their guard lets them."""

from dataclasses import replace

import pytest

from council import dispatch  # noqa: F401 - fills the places and grants the roles
from council.campaigns.acts import CAMPAIGN_MOVES
from council.forms import FORMS
from council.kernel.acts.facts import facts, later
from council.kernel.acts.moves import Move, Moves, OpenMove, Place
from council.kernel.policy import MATRIX
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.acts import LINE_MOVES, MEETING_MOVES
from council.meetings.acts import OWN_MOVES as MEETING_OWN
from council.motions.acts import MOTION_MOVES
from council.polls.acts import POLL_MOVES
from council.proposals.acts import DESK_MOVES, READER_MOVES
from council.resolutions.acts import OWN_MOVES, RESOLUTION_MOVES, TASK_MOVES
from council.routes import ROUTES

STAFF = (
    DESK_MOVES,
    MOTION_MOVES,
    MEETING_MOVES,
    LINE_MOVES,
    POLL_MOVES,
    RESOLUTION_MOVES,
    TASK_MOVES,
    CAMPAIGN_MOVES,
)
RESIDENTS = (READER_MOVES, MEETING_OWN, OWN_MOVES)


@facts
class Door:
    """A door, as the examples know it."""

    number: int
    locked: bool
    knocks: int


def check_entering(door: Door) -> Refusal | None:
    """Nobody walks through a locked door."""
    return refuse("door.locked", number=door.number) if door.locked else None


CHAIR = Person(
    community_id="c",
    id="p",
    ref="主",
    name="主",
    unit="",
    adult=True,
    owner_key=None,
    locale="zh_CN",
    timezone="Asia/Shanghai",
    large=0,
    roles=frozenset({"resident", "chair"}),
)


def test_a_move_is_open_to_a_role_of_its_act_while_its_guard_lets_it():
    doors: Moves[Door] = Moves(
        Move("meeting.approve", check_entering),
        Move("meeting.minute", check_entering),
        Move("meeting.start", check_entering, "form.start minutes", "look"),
    )
    door = Door(number=3, locked=False, knocks=0)

    open_now = doors.open_to(CHAIR, door)
    one = doors.open_to(CHAIR, door, "look")
    none = doors.open_to(CHAIR, replace(door, locked=True))

    assert open_now == (
        OpenMove(name="approve", press="meeting.approve:3"),
        OpenMove(name="look", press="form.start:minutes:3"),
    )
    assert (one, none) == (open_now[1:], ())


def test_an_idle_move_is_left_out_and_its_guard_lets_it_all_the_same():
    doors: Moves[Door] = Moves(
        Move("meeting.start", check_entering, only=lambda door: door.knocks > 0)
    )
    door = Door(number=3, locked=False, knocks=0)

    assert doors.open_to(CHAIR, door) == ()
    assert doors.refusal("start", door) is None


def test_a_use_case_asks_the_guard_of_the_row():
    doors: Moves[Door] = Moves(Move("meeting.start", check_entering))

    refusal = doors.refusal("start", Door(number=3, locked=True, knocks=0))

    assert refusal == refuse("door.locked", number=3)


def test_a_place_is_filled_once_and_its_moves_stand_there():
    place: Place[Door] = Place()
    first, last = Move("meeting.start", check_entering), Move("meeting.adjourn", check_entering)
    doors: Moves[Door] = Moves(first, place, last)
    between = Move("meeting.minute", check_entering)

    place.fill(between)

    assert doors.rows == (first, between, last)
    with pytest.raises(RuntimeError, match=r"meeting\.minute stands there already"):
        place.fill(between)


def test_what_is_given_later_is_read_once_and_only_if_it_is_asked_for():
    asked = []

    def knock() -> int:
        asked.append("knock")
        return 7

    door = Door(number=3, locked=False, knocks=later(knock))

    assert (check_entering(door), asked) == (None, [])
    assert (door.knocks, door.knocks, asked) == (7, 7, ["knock"])
    assert door == Door(number=3, locked=False, knocks=7)


@pytest.mark.parametrize(("bot", "several"), [("staff", STAFF), ("resident", RESIDENTS)])
def test_every_move_leads_somewhere_and_whoever_is_offered_a_form_may_fill_it_in(bot, several):
    rows = [row for moves in several for row in moves.rows]
    presses = [(row.verb, (row.press or row.verb).split()) for row in rows]
    forms = [(verb, words[1]) for verb, words in presses if words[0] == "form.start"]

    assert {words[0] for _, words in presses} <= ROUTES[bot].keys()
    assert [name for _, name in forms if name not in FORMS] == []
    assert [each for each in forms if not MATRIX[each[0]] <= MATRIX[FORMS[each[1]].verb]] == []
