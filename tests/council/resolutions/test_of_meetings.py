"""From a meeting's vote to a published resolution: the minutes first, then a second person."""

from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.meetings.commands import AdjournMeeting
from council.motions.commands import MotionView
from council.motions.reads import motion_view
from council.motions.tables import motions
from council.resolutions import due
from council.resolutions.commands import DraftMeetingResolution, PublishResolution, ResolutionView
from council.resolutions.tables import resolutions
from tests.council.conftest import Town
from tests.council.evening import hand_in, heard, read_and_approve, staff, vote
from tests.council.moves import names


def carried(town: Town, *, legal_class: str = "R-JM26") -> tuple[int, int]:
    """A motion that a meeting carried, which has ended; the minutes wait for approval."""
    staff(town)
    motion, met = heard(town, legal_class=legal_class)
    first = () if legal_class == "R-MO" else ("adults",)
    vote(town, motion, *first, "980", "491", "246", "200")
    town.act("主", AdjournMeeting, number=met)
    hand_in(town, met)
    return motion, met


def needs(town: Town, name: str) -> list[str]:
    return [need.key for need in town.read(name, due.due)]


def test_a_meetings_vote_becomes_a_resolution_once_the_minutes_are_approved(town: Town):
    motion, met = carried(town)

    before = needs(town, "何")
    drafted: ResolutionView = town.act("何", DraftMeetingResolution, motion=motion)
    early = town.act("主", PublishResolution, number=drafted.number, seal=drafted.seal)
    waiting = needs(town, "主")
    read_and_approve(town, met)
    due = needs(town, "主")
    own = town.act("何", PublishResolution, number=drafted.number, seal=drafted.seal)
    published = town.act("主", PublishResolution, number=drafted.number, seal=drafted.seal)

    assert before == ["resolution_draft_vote"]
    assert (drafted.number, drafted.state, drafted.poll, drafted.result) == (
        "2026-1",
        "provisional",
        0,
        None,
    )
    assert early == Refusal("resolution.minutes_unapproved", {"meeting": met})
    assert (waiting, due) == ([], ["resolution_publish"])
    assert own == Refusal("resolution.same_person")
    assert (published.state, published.challenge_until) == ("in_force", 0)
    assert published.vote.vote.outcome == "carried"
    notice, params = town.told("李")[-1]
    assert notice == "resolution_published_vote"
    assert (params["quorum_key"], params["yes"]) == ("vote.quorum.met", 246)


def test_drafting_twice_shows_the_same_draft(town: Town):
    motion, _ = carried(town)
    first = town.act("何", DraftMeetingResolution, motion=motion)

    again = town.act("何", DraftMeetingResolution, motion=motion)

    assert (again.number, again.just) == (first.number, "")
    assert needs(town, "何") == []


def test_a_councils_motion_is_offered_on_its_screen_only(town: Town):
    motion, _ = carried(town, legal_class="R-MO")

    view: MotionView = town.read("何", motion_view, motion, "staff")
    asked = needs(town, "何")
    town.act("何", DraftMeetingResolution, motion=motion)
    drafted: MotionView = town.read("何", motion_view, motion, "staff")

    assert (names(view.may), asked, drafted.may) == (("resolution",), [], ())


@pytest.mark.parametrize("came", ["490", "491"])
def test_what_was_not_carried_or_is_not_over_makes_no_resolution(town: Town, came: str):
    staff(town)
    motion, _ = heard(town, legal_class="R-JM26")
    vote(town, motion, "adults", "980", came, "246", "200")

    refused = town.act("何", DraftMeetingResolution, motion=motion)
    unknown = town.act("何", DraftMeetingResolution, motion=99)

    assert refused == Refusal("resolution.not_carried", {"motion": motion})
    assert unknown == Refusal("motion.unknown")


def test_a_resolution_rests_on_exactly_one_decision(town: Town):
    carried(town)
    motion_id = town.rows(select(motions.c.id))[0].id

    def keep(tx: Transaction) -> Any:
        row = {
            "community_id": town.id,
            "id": "r",
            "number": "2026-9",
            "motion_id": motion_id,
            "title": "无依据",
            "body": "无依据",
            "state": "provisional",
            "drafted_at": tx.now,
            "drafted_by": "何",
        }
        return tx.connection.execute(insert(resolutions), [row])

    with pytest.raises(IntegrityError):
        town.app.bus.submit_run(keep).result()
