"""Every button of minutes that is offered is accepted, and whatever would be accepted is offered."""

import pytest

from council.kernel.refusals import Refusal
from council.meetings import commands as meeting_commands
from council.meetings.due import due
from council.meetings.minutes import commands
from council.meetings.minutes.reads import minutes_view
from tests.council.conftest import Town
from tests.council.evening import at, heard, meeting, motion, read_whole, vote
from tests.council.meetings.minutes.evening import approved_by_meetings
from tests.council.offered.people import PEOPLE, council, form
from tests.council.offered.trial import Acts, drifts, undone

DUE = {"meeting_minute": ("hand_in",), "meeting_approve": ("note", "approve")}
NEXT = "2026-03-27 19:30"


def moves(met: int, now: int) -> Acts:
    """What can be done with the minutes of a meeting, at ``now`` too."""
    number = {"number": met}
    return {
        "write": form("minutes", f"{met}-notes"),
        "redraft": lambda actor: commands.RedraftSection(
            actor=actor, section="head", revision=1, **number
        ),
        "note": lambda actor: commands.ReadMinutes(actor=actor, page=1, **number),
        "hand_in": lambda actor: commands.HandInMinutes(actor=actor, **number),
        "approve": lambda actor: commands.ApproveMinutes(actor=actor, **number),
        "attach": form("minutes_photos", str(met)),
        "hands": form("minutes_vote", f"{met}-{now}"),
    }


def found(town: Town, situation: str, met: int, now: int) -> list[str]:
    """Where offers and desk disagree."""
    offers: dict[str, list[str]] = {}
    for person in PEOPLE:
        view = town.read(person, minutes_view, met)
        if isinstance(view, Refusal):
            offers[person] = []
        else:
            offers[person] = [*view.may, *(["hands"] if view.hands_at == now else [])]
    needs = {
        person: [need for need in town.read(person, due) if need.arguments == (met,)]
        for person in PEOPLE
    }
    return [
        *undone(situation, needs, offers, DUE),
        *drifts(town, situation, offers, moves(met, now)),
    ]


@pytest.mark.parametrize("by_meeting", [False, True])
def test_a_move_with_minutes_is_offered_exactly_where_it_is_accepted(town: Town, by_meeting: bool):
    council(town)
    if by_meeting:
        approved_by_meetings(town)
    _, met = heard(town, legal_class="R-JM26")
    vote(town, 1, "adults", "20", "15", "12", "2")
    wrong = found(town, "in session", met, 2)

    town.act("主", meeting_commands.AdjournMeeting, number=met)
    now = meeting(town, NEXT, motion(town))
    wrong += found(town, "drafted", met, now)
    town.act("何", commands.HandInMinutes, number=met)
    wrong += found(town, "handed in", met, now)
    town.act("何", meeting_commands.AnnounceMeeting, number=now)
    town.clock.at = at(NEXT)
    town.act("主", meeting_commands.StartMeeting, number=now)
    wrong += found(town, "handed in, the next in session", met, now)
    read_whole(town, met)
    wrong += found(town, "read", met, now)
    town.act("主", commands.ApproveMinutes, number=met)
    wrong += found(town, "approved by the chair, where they may", met, now)

    assert wrong == []
