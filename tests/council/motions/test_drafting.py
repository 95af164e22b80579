"""Motions: from a seconded proposal to a decision, one subject and one class each."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.meetings.commands import (
    AdjournMotion,
    AnnounceMeeting,
    DeliberateMotion,
    StartMeeting,
)
from council.motions.commands import (
    AnnounceMotion,
    DraftMotion,
    MotionView,
    ReferMotion,
    WithdrawMotion,
)
from council.motions.due import due
from council.motions.motion import Motion
from council.motions.moving import carry, lose, put_to_poll
from council.motions.reads import motion_list, motion_view
from council.motions.records import motion_by
from council.people import records as people
from council.proposals.reads_desk import desk_proposal
from council.proposals.tables import proposals
from tests.council.conftest import Town
from tests.council.evening import at, meeting, motion, seconded, staff
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.moves import moves, names


def state_of(town: Town, number: int) -> str:
    view: MotionView = town.read("何", motion_view, number, "staff")
    return view.state


def proposal_states(town: Town) -> list[str]:
    query = select(proposals.c.state).where(proposals.c.community_id == town.id)
    return [row.state for row in town.rows(query.order_by(proposals.c.number))]


def decide(
    town: Town, number: int, verb: Callable[[Transaction, Person, str], Motion | Refusal]
) -> Any:
    """Do what a poll does to its motion."""

    def run(tx: Transaction) -> Motion | Refusal:
        who = people.person_of(tx, town.people["何"])
        found = motion_by(tx, town.id, number=number)
        assert who is not None
        assert found is not None
        return verb(tx, who, found.id)

    return town.app.bus.submit_run(run).result()


def deliberated(town: Town) -> int:
    number = motion(town)
    met = meeting(town, "2026-02-27 19:30", number)
    town.act("何", AnnounceMeeting, number=met)
    town.clock.at = at("2026-02-27 19:30")
    town.act("主", StartMeeting, number=met)
    town.act("主", DeliberateMotion, number=number)
    return number


def test_a_motion_takes_title_and_text_from_its_proposal(town: Town):
    staff(town)
    proposal = seconded(town)

    drafted = town.act("何", DraftMotion, proposal_number=proposal, legal_class="R-XS")

    assert drafted == MotionView(
        bot="staff",
        number=1,
        title="小区停车难怎么办",
        body="412 辆车，236 个车位。",
        state="drafted",
        legal_class="R-XS",
        track="residents",
        addressee="",
        proposal_number=proposal,
        proposal_title="小区停车难怎么办",
        meeting_number=0,
        meeting_starts_at=0,
        response=None,
        may=moves(
            edit_title="form.start:motion_title:1",
            edit_body="form.start:motion_body:1",
            plan_meeting="meeting.plan",
            collect="form.start:collection:1",
            ask="form.start:ask:1",
            withdraw="motion.withdraw:1",
        ),
        said="motion.said.drafted",
    )


def test_a_proposal_without_its_seconds_gives_no_motion(town: Town):
    staff(town)
    proposal = seconded(town, state="admitted")

    refused = town.act("何", DraftMotion, proposal_number=proposal, legal_class="R-XS")
    unknown = town.act("何", DraftMotion, proposal_number=99, legal_class="R-XS")

    assert refused == Refusal("motion.proposal_not_seconded", {"number": proposal})
    assert unknown == Refusal("motion.unknown_proposal", {"number": 99})


def test_only_a_facilitator_drafts(town: Town):
    staff(town)

    refused = town.act("王", DraftMotion, proposal_number=seconded(town), legal_class="R-XS")

    assert refused == Refusal(
        "policy.not_your_role", {"verb": "motion.draft", "roles": "facilitator"}
    )


def test_words_and_classes_are_judged(town: Town):
    staff(town)
    proposal = seconded(town)

    def draft(**fields: str) -> Any:
        return town.act(
            "何", DraftMotion, proposal_number=proposal, **{"legal_class": "R-XS", **fields}
        )

    assert draft(legal_class="O-10") == Refusal("motion.unknown_class", {"given": "O-10"})
    assert draft(addressee="mayor") == Refusal("motion.unknown_addressee", {"given": "mayor"})
    assert draft(title="长" * 61) == Refusal("motion.title_too_long", {"length": 61, "limit": 60})
    assert draft(body="长" * 10_000) == Refusal(
        "motion.body_too_long", {"length": 10_000, "limit": 3000}
    )


def test_the_sheet_is_filled_by_buttons_and_filed_once(town: Town):
    staff(town)
    form = Filling(town, "何", "motion", seconded(town))

    begun = form.sheet
    classed = form.say("R-XS")
    addressed = form.tap("manager")
    asked = form.change("title")
    titled = form.say(" 停车  方案 ")
    filed, again = form.file(), form.file()

    steps = [sheet.asks for sheet in (begun, classed, addressed, asked, titled)]
    assert steps == ["legal_class", "addressee", "", "title", ""]
    assert addressed.changes == ("title", "body", "legal_class", "addressee")
    assert (filed.number, filed.title, filed.addressee) == (1, "停车 方案", "manager")
    assert again == filed


def test_a_button_of_an_old_sheet_changes_nothing_and_shows_the_new_one(town: Town):
    staff(town)
    form = Filling(town, "何", "motion", seconded(town))
    begun = form.sheet
    form.say("R-XS")

    stale = form.tap("O-8", on=begun)
    unfiled = form.file(on=begun)

    assert stale == unfiled
    assert (problem(stale), stale.asks) == ("form.stale", "addressee")
    assert filled(stale) == {
        "legal_class": "legal_class.line",
        "title": "小区停车难怎么办",
        "body": "412 辆车，236 个车位。",
    }


def test_motions_of_two_proposals_are_drafted_side_by_side(town: Town):
    staff(town)
    first, second = (Filling(town, "何", "motion", about) for about in (seconded(town), 0))
    second.tap("owners_committee")

    first.say("R-XS")

    assert (first.sheet.asks, second.start().asks) == ("addressee", "title")


def test_a_residents_motion_is_put_only_after_deliberation(town: Town):
    staff(town)
    number = motion(town)
    met = meeting(town, "2026-02-27 19:30", number)
    town.act("何", AnnounceMeeting, number=met)

    too_soon = decide(town, number, put_to_poll)
    outside = town.act("主", DeliberateMotion, number=number)
    town.clock.at = at("2026-02-27 19:30")
    town.act("主", StartMeeting, number=met)
    heard = town.act("主", DeliberateMotion, number=number)
    put = decide(town, number, put_to_poll)

    assert too_soon == Refusal("motion.not_deliberated")
    assert outside == Refusal("motion.not_in_session")
    assert (heard.state, heard.said) == ("deliberated", "motion.said.deliberated")
    assert put.state == "put"


def test_an_owners_motion_may_be_put_in_writing(town: Town):
    staff(town)
    number = motion(town, legal_class="O-8")

    put = decide(town, number, put_to_poll)
    again = decide(town, number, put_to_poll)

    assert (put.state, again.state) == ("put", "put")


def test_a_carried_motion_decides_its_proposal_when_no_other_is_open(town: Town):
    staff(town)
    number = deliberated(town)
    other = town.act("何", DraftMotion, proposal_number=1, legal_class="O-9").number
    decide(town, number, put_to_poll)

    decide(town, number, carry)
    between = proposal_states(town)
    decide(town, other, put_to_poll)
    decide(town, other, lose)

    assert between == ["on_agenda"]
    assert proposal_states(town) == ["decided"]
    assert (state_of(town, number), state_of(town, other)) == ("carried", "lost")


def test_a_motion_is_not_carried_twice(town: Town):
    staff(town)
    number = deliberated(town)
    decide(town, number, put_to_poll)
    decide(town, number, carry)

    refused = decide(town, number, lose)

    assert refused == Refusal("motion.not_now", {"verb": "lose", "state": "carried"})


def test_a_motion_may_be_adjourned_referred_or_withdrawn(town: Town):
    staff(town)
    number = deliberated(town)

    adjourned = town.act("主", AdjournMotion, number=number)
    referred = town.act("何", ReferMotion, number=number)
    refused = town.act("何", WithdrawMotion, number=number)

    assert (adjourned.state, referred.state) == ("adjourned", "referred")
    assert refused == Refusal("motion.not_now", {"verb": "withdraw", "state": "referred"})
    assert proposal_states(town) == ["decided"]


def test_only_an_owners_motion_is_announced_without_a_meeting(town: Town):
    staff(town)
    residents = motion(town)
    owners = motion(town, legal_class="O-9")

    refused = town.act("何", AnnounceMotion, number=residents)
    announced = town.act("何", AnnounceMotion, number=owners)

    assert refused == Refusal("motion.needs_meeting")
    assert announced.state == "announced"


def test_the_facilitator_sees_what_to_draft_and_what_to_list(town: Town):
    staff(town)
    seconded(town)
    before = town.read("何", due)
    motion(town)
    after = town.read("何", due)

    assert [need.key for need in before] == ["motion_draft"]
    assert [need.key for need in after] == ["motion_draft", "motion_agenda"]


def test_another_community_sees_no_motion_of_ours(town: Town, other_town: Town):
    staff(town)
    staff(other_town)
    number = motion(town)

    assert other_town.read("何", motion_view, number, "staff") == Refusal("motion.unknown")
    assert other_town.act("何", WithdrawMotion, number=number) == Refusal("motion.unknown")
    assert other_town.read("王", motion_list, "resident").motions == ()


def test_a_resident_without_a_role_is_turned_away_at_the_staff_desk(town: Town):
    staff(town)
    number = motion(town)

    assert town.read("王", motion_view, number, "staff") == Refusal(
        "people.not_staff", {"name": "王"}
    )
    assert town.read("王", motion_view, number, "resident").may == ()


def test_the_card_of_a_seconded_proposal_leads_to_its_motion_once(town: Town):
    staff(town)
    proposal = seconded(town)
    before = names(town.read("何", desk_proposal, proposal).moves)

    town.act("何", DraftMotion, proposal_number=proposal, legal_class="R-XS")

    after = names(town.read("何", desk_proposal, proposal).moves)
    assert ("motion" in before, "motion" in after) == (True, False)
