"""A campaign is drafted by one person, approved by another, opened, closed by the clock, settled."""

from typing import Any

import pytest

from council.campaigns.commands import (
    ApproveCampaign,
    CloseCampaign,
    OpenCampaign,
    RemindPledgers,
    SettleCampaign,
)
from council.campaigns.falls_due import falls_due
from council.campaigns.keepers.commands import RemindPublishers
from council.campaigns.reads_desk import file
from council.campaigns.refunds.commands import ConfirmRefund, ConfirmRefunds, DeclineRefund
from council.kernel.refusals import refuse
from council.overview.todos import today
from tests.council.conftest import NOON, Town
from tests.council.fund import DAY, DEADLINE, Fund, appoint, decide, draft, open_fund, staff
from tests.council.moves import names


def test_a_draft_is_approved_by_another_person_and_then_opened(town: Town):
    staff(town)
    town.person("李居民")
    decide(town)

    drafted = draft(town)
    approved = town.act("孙复核", ApproveCampaign, campaign=1)
    nameless = town.act("钱会计", OpenCampaign, campaign=1)
    appoint(town)
    opened = town.act("钱会计", OpenCampaign, campaign=1)

    assert (drafted.campaign.state, drafted.drafter, names(drafted.can)) == (
        "draft",
        "周召集",
        ("appoint", "cancel"),
    )
    assert nameless == refuse("campaign.no_keepers", number=1)
    assert approved.campaign.state == "approved"
    assert opened.campaign.state == "open"
    assert opened.campaign.days_left == 30
    assert [notice for notice, _ in town.told("李居民")] == ["campaign_opened"]
    assert [notice for notice, _ in town.told("孙复核", "staff")] == [
        "campaign_drafted",
        "keeper_bookkeeper",
    ]


def test_nobody_approves_their_own_draft(town: Town):
    staff(town)
    town.person("吴双职", "facilitator", "second_signer")
    decide(town)
    draft(town, "吴双职")

    refusal = town.act("吴双职", ApproveCampaign, campaign=1)

    assert refusal == refuse("campaign.own_draft", number=1)


def test_a_promise_of_gain_is_refused_with_the_word(town: Town):
    staff(town)
    decide(town)

    assert draft(town, title="停车场 高 收益 率") == refuse(
        "campaign.promises_gain", word="收益率"
    )
    assert draft(town, body="A guaranteed return for all") == refuse(
        "campaign.promises_gain", word="guaranteed return"
    )


def test_terms_that_cannot_hold_are_refused(town: Town):
    staff(town)
    decide(town)

    assert draft(town, minimum_fen=100_001) == refuse(
        "campaign.minimum_above_target", target_fen=100_000
    )
    assert draft(town, deadline=NOON) == refuse("campaign.deadline_past", deadline_at=NOON)
    assert draft(town, motion=9) == refuse("campaign.unknown_motion", number=9)
    assert draft(town, account_last4="12a4") == refuse("campaign.last4_wrong")


def test_a_campaign_moves_only_along_its_lifecycle(town: Town):
    open_fund(town)

    again = town.act("周召集", OpenCampaign, campaign=1)
    early = town.act("钱会计", CloseCampaign, campaign=1)
    settled = town.act("钱会计", SettleCampaign, campaign=1)

    assert again == refuse("campaign.not_now", verb="open", state="open")
    assert early == refuse("campaign.not_over", deadline_at=DEADLINE)
    assert settled == refuse("campaign.not_now", verb="settle", state="open")


def test_a_campaign_of_another_community_is_not_known(town: Town, other_town: Town):
    open_fund(town)
    other_town.person("外人", "facilitator", "treasurer", "second_signer")

    assert other_town.act("外人", OpenCampaign, campaign=1) == refuse("campaign.unknown", number=1)
    assert other_town.read("外人", file, 1) == refuse("campaign.unknown", number=1)


def met(town: Town, **changed: object) -> Fund:
    """Two pledges of ¥700 and ¥500 against a target of ¥1,000, both received; closed."""
    fund = open_fund(town, **changed)
    for place, (name, amount) in enumerate((("李一", "700"), ("李二", "500")), start=1):
        town.person(name)
        fund.pledge(name, amount)
        fund.receive(place, int(amount) * 100)
    town.person("李三")
    fund.pledge("李三", "100")
    fund.close()
    return fund


def test_a_met_target_leaves_a_surplus_that_a_second_person_confirms(town: Town):
    fund = met(town)

    asked = town.act("钱会计", SettleCampaign, campaign=1)
    confirmed = town.act("孙复核", ConfirmRefunds, campaign=1, last_number=2, total_fen=20_000)

    assert (asked.campaign.state, asked.campaign.surplus_fen, asked.count) == (
        "target_met",
        20_000,
        2,
    )
    assert (confirmed.confirmed, confirmed.confirmed_fen, confirmed.state) == (
        2,
        20_000,
        "disbursing",
    )
    view = fund.view()
    assert (view.state, view.held_fen, view.refunded_fen) == ("disbursing", 100_000, 20_000)
    assert (view.pledged_fen, view.pledges, view.received_fen) == (130_000, 3, 120_000)
    assert [
        params["amount_fen"]
        for notice, params in town.told("李一")
        if notice == "surplus_refunded"
    ] == [11_667]
    assert fund.findings() == ()


def test_a_surplus_may_be_kept_as_the_maintenance_reserve(town: Town):
    fund = met(town, surplus_rule="maintenance_reserve")

    town.act("钱会计", SettleCampaign, campaign=1)
    town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    view = fund.view()
    assert (view.state, view.held_fen, view.reserve_fen) == ("disbursing", 100_000, 20_000)
    assert fund.findings() == ()


def test_a_declined_surplus_can_be_settled_anew(town: Town):
    met(town, surplus_rule="maintenance_reserve")
    town.act("钱会计", SettleCampaign, campaign=1)

    twice = town.act("钱会计", SettleCampaign, campaign=1)
    town.act("孙复核", DeclineRefund, campaign=1, number=1)
    anew = town.act("钱会计", SettleCampaign, campaign=1)

    assert twice == refuse("campaign.refunds_pending", n=1)
    assert anew.count == 1


def test_what_falls_short_is_asked_back_at_once_and_ends_at_zero(town: Town):
    fund = open_fund(town)
    town.person("李一")
    fund.pledge("李一", "999.99")
    fund.receive(1, 99_999)

    closed = fund.close()
    refunding = fund.view().state
    town.act("孙复核", ConfirmRefunds, campaign=1, last_number=1, total_fen=99_999)

    assert (closed.campaign.state, closed.count, refunding) == ("refunding", 1, "refunding")
    view = fund.view()
    assert (view.state, view.held_fen, view.received_fen) == ("refunded", 0, 99_999)
    assert [notice for notice, _ in town.told("李一")] == [
        "receipt_posted",
        "campaign_failed",
        "refund_done",
    ]
    assert fund.findings() == ()


def test_a_flexible_campaign_keeps_what_came(town: Town):
    fund = open_fund(town, mode="flexible")
    town.person("李一")
    fund.pledge("李一", "10")
    fund.receive(1, 1_000)

    assert fund.close().campaign.state == "target_met"


def test_the_clock_reminds_once_and_closes_once_even_after_a_long_sleep(town: Town):
    fund = open_fund(town)
    town.person("李一")
    fund.pledge("李一", "10")

    def owed() -> list[type]:
        every = [type(c) for c in town.app.bus.read_now(falls_due)]
        return [each for each in every if each is not RemindPublishers]

    nothing = owed()
    town.clock.at = DEADLINE - 2 * DAY
    before = owed()
    town.tick(RemindPledgers, campaign=1)
    town.tick(RemindPledgers, campaign=1)
    after = owed()
    town.clock.at = DEADLINE - DAY
    last = owed()
    town.tick(RemindPledgers, campaign=1)
    town.tick(RemindPledgers, campaign=1)
    town.clock.at = DEADLINE + 90 * DAY
    late = owed()
    town.tick(CloseCampaign, campaign=1)

    assert (nothing, before, after, last, late, owed()) == (
        [],
        [RemindPledgers],
        [],
        [RemindPledgers],
        [CloseCampaign],
        [],
    )
    assert fund.view().state == "failed"
    assert [notice for notice, _ in town.told("李一")] == [
        "pledge_reminder",
        "pledge_last_reminder",
        "campaign_failed",
    ]


def test_each_role_finds_its_own_work_for_today(town: Town):
    fund = open_fund(town)
    town.person("李一")
    fund.pledge("李一", "10")
    draft(town, "钱会计", title="第二项")

    def keys(name: str) -> list[str]:
        return [need.key for need in town.read(name, today).needs]

    assert keys("钱会计") == ["receipts_to_record", "campaign_desk"]
    assert keys("孙复核") == ["campaign_to_approve"]
    fund.receive(1, 1_000, "cash")
    assert keys("孙复核") == ["receipts_to_sign", "campaign_to_approve"]


@pytest.mark.parametrize(
    ("terms", "fen", "told"),
    [
        ({}, 100_000, "campaign_succeeded"),
        ({}, 50_000, "campaign_failed"),
        ({"needed_fen": 60_000}, 70_000, "campaign_enough"),
        ({"needed_fen": 60_000}, 50_000, "campaign_short"),
        ({"mode": "flexible"}, 50_000, "campaign_flexible"),
    ],
)
def test_pledgers_are_told_by_which_of_its_terms_a_campaign_ended(
    town: Town, terms: dict[str, Any], fen: int, told: str
):
    fund = open_fund(town, **terms)
    town.person("李一")
    fund.pledge("李一", "1000")
    fund.receive(1, fen)

    fund.close()

    notices = dict(town.told("李一"))
    assert told in notices
    assert {each for each in notices if each.startswith("campaign_")} <= {told, "campaign_opened"}
