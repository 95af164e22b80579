"""What the front page begins with: one open matter, the first to close of the first kind that has any."""

from dataclasses import replace

from council.campaigns.commands import CampaignView
from council.meetings.public import MeetingLine
from council.overview.home import Lead, leading
from council.polls.public import PollLine
from council.proposals.public import ProposalLine

NIGHT = 1_780_000_000
DAY = 86_400


def poll(number: int, *, days: int, state: str = "open") -> PollLine:
    return PollLine(
        number=number,
        kind="ranking",
        title=f"表决 {number}",
        state=state,
        opens_at=NIGHT,
        closes_at=NIGHT + days * DAY,
    )


def campaign(number: int, *, days: int) -> CampaignView:
    return CampaignView(
        number=number,
        title=f"众筹 {number}",
        body="",
        state="open",
        mode="all_or_nothing",
        target_fen=500_00,
        minimum_fen=1_00,
        deadline_at=NIGHT + days * DAY,
        account_holder="",
        account_last4="",
        surplus_rule="",
        motion=1,
        motion_title="",
        resolution="",
        in_force=True,
        opened_at=NIGHT,
        closed_at=0,
        days_left=days,
        pledged_fen=200_00,
        pledges=1,
        households=1,
        received_fen=0,
        asked_back_fen=0,
        receipts=0,
        methods=(),
        awaiting_fen=0,
        awaiting=0,
        refunded_fen=0,
        reserve_fen=0,
        held_fen=0,
        surplus_fen=0,
        motion_state="carried",
    )


def proposal(number: int, *, seconds: int) -> ProposalLine:
    return ProposalLine(
        number=number,
        title=f"提案 {number}",
        state="admitted" if seconds < 10 else "seconded",
        submitted_at=NIGHT,
        seconds=seconds,
        needed=10,
    )


MEETING = MeetingLine(
    number=7, title="六月议事会", place="活动室", starts_at=NIGHT + DAY, state="announced", items=3
)


def test_of_several_open_polls_the_one_that_closes_first_leads():
    running = (poll(3, days=9), poll(2, days=4), poll(1, days=1, state="announced"))

    lead = leading(running, (campaign(1, days=1),), (), (MEETING,))

    assert lead == Lead(
        noun="poll", kind="ranking", number=2, title="表决 2", ends_at=NIGHT + 4 * DAY
    )


def test_without_an_open_poll_the_campaign_that_ends_first_leads():
    running = (poll(1, days=1, state="announced"),)

    lead = leading(running, (campaign(2, days=30), campaign(1, days=5)), (), (MEETING,))

    assert lead == Lead(
        noun="campaign",
        kind="campaign",
        number=1,
        title="众筹 1",
        ends_at=NIGHT + 5 * DAY,
        part=200_00,
        whole=500_00,
    )


def test_without_either_the_proposal_that_lacks_fewest_seconds_leads():
    gathering = (proposal(5, seconds=12), proposal(4, seconds=2), proposal(3, seconds=9))

    lead = leading((), (), gathering, (MEETING,))

    assert lead == Lead(
        noun="proposal",
        kind="proposal",
        number=3,
        title="提案 3",
        ends_at=0,
        part=9,
        whole=10,
    )


def test_where_nothing_waits_the_next_meeting_leads():
    lead = leading((), (), (proposal(5, seconds=12),), (MEETING,))
    in_session = leading((), (), (), (replace(MEETING, state="in_session"),))

    assert lead == Lead(
        noun="meeting",
        kind="meeting",
        number=7,
        title="六月议事会",
        ends_at=NIGHT + DAY,
        place="活动室",
    )
    assert in_session is not None
    assert in_session.kind == "in_session"


def test_of_nothing_nothing_leads():
    assert leading((), (), (), ()) is None
