"""Every button of minutes that is offered is accepted, and whatever would be accepted is offered."""

from dataclasses import replace

import pytest

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.meetings import commands as meeting_commands
from council.meetings.due import due
from council.meetings.minutes import commands
from council.meetings.minutes.acts import MINUTES_MOVES, SECTION_MOVES
from council.meetings.minutes.reads import facts_of, minutes_view, section_facts, section_view
from council.meetings.minutes.records import sections_of
from council.meetings.minutes.rules import LaterMeeting, MinutesFacts, SectionFacts
from council.meetings.records import meeting_by
from council.people import records as residents
from tests.council.conftest import Town
from tests.council.evening import at, heard, meeting, motion, read_whole, vote
from tests.council.meetings.minutes.evening import approved_by_meetings
from tests.council.moves import names
from tests.council.offered.people import PEOPLE, council
from tests.council.offered.trial import Acts, acts_of, drifts, undone

DUE = {"meeting_minute": ("hand_in",), "meeting_approve": ("read", "approve")}
NEXT = "2026-03-27 19:30"


def moves(town: Town, met: int, now: int) -> Acts:
    """What can be done with the minutes of a meeting, at ``now`` too."""

    def gather(tx: Transaction) -> tuple[MinutesFacts, SectionFacts]:
        meeting = meeting_by(tx, town.id, number=met)
        who = residents.actor(tx, town.people["主"], "")
        facts = facts_of(tx, who, meeting)
        facts = replace(facts, at=LaterMeeting(number=now))
        head = next((it for it in sections_of(tx, meeting) if it.section == "head"), None)
        return facts, section_facts(meeting, "head", head)

    facts, section = town.app.bus.submit_run(gather).result()
    return {**acts_of(MINUTES_MOVES, facts), **acts_of(SECTION_MOVES, section)}


def found(town: Town, situation: str, met: int, now: int) -> list[str]:
    """Where offers and desk disagree."""
    offers: dict[str, list[str]] = {}
    for person in PEOPLE:
        views = (
            town.read(person, minutes_view, met),
            town.read(person, section_view, met, "head"),
        )
        offers[person] = [
            name for view in views if not isinstance(view, Refusal) for name in names(view.may)
        ]
    needs = {
        person: [need for need in town.read(person, due) if need.arguments == (met,)]
        for person in PEOPLE
    }
    return [
        *undone(situation, needs, offers, DUE),
        *drifts(town, situation, offers, moves(town, met, now)),
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
