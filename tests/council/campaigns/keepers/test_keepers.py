"""Three people keep a campaign's money: named before it opens, each with their own part."""

import pytest

from council.campaigns.commands import ApproveCampaign, SettleCampaign
from council.campaigns.falls_due import falls_due
from council.campaigns.keepers.checks import i36_campaigns_keep_to_their_terms
from council.campaigns.keepers.commands import (
    ObjectToStatement,
    PublishStatement,
    RemindPublishers,
    SignStatement,
)
from council.campaigns.refunds.commands import AskRefund, ConfirmRefund
from council.kernel.refusals import refuse
from council.overview.todos import today
from tests.council.campaigns.payments.works import begin
from tests.council.conftest import Town
from tests.council.fund import DAY, appoint, decide, draft, open_fund, staff


def approved(town: Town) -> None:
    staff(town)
    decide(town)
    draft(town)
    town.act("孙复核", ApproveCampaign, campaign=1)


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"auditor": "孙复核"}, "campaign.two_offices"),
        ({"auditor": "钱会计"}, "campaign.two_offices"),
        ({"cashier": "孙复核"}, "campaign.unfit_keeper"),
        ({"bookkeeper": "吴监督"}, "campaign.unfit_keeper"),
        ({"auditor": "谁"}, "campaign.unknown_keeper"),
        ({"rhythm": "daily"}, "campaign.unknown_rule"),
    ],
)
def test_nobody_keeps_two_offices_or_one_that_they_do_not_fit(
    town: Town, changed: dict[str, str], key: str
):
    approved(town)

    assert appoint(town, **changed).key == key


def test_keepers_are_shown_masked_and_told_what_is_theirs(town: Town):
    approved(town)

    named = appoint(town, rhythm="weekly").campaign

    assert [(each.office, each.name) for each in named.keepers] == [
        ("cashier", "钱*"),
        ("bookkeeper", "孙*"),
        ("auditor", "吴*"),
    ]
    assert named.rhythm == "weekly"
    assert [notice for notice, _ in town.told("吴监督", "staff")] == ["keeper_auditor"]


def test_money_is_published_in_its_rhythm_and_the_keepers_are_told_when_it_is_late(town: Town):
    open_fund(town)
    appoint(town, rhythm="weekly")
    town.clock.at += 7 * DAY - 1
    in_time = town.app.bus.read_now(falls_due)

    town.clock.at += 1
    (late,) = town.app.bus.read_now(falls_due)
    reminded = town.app.bus.submit(late).result().reminded
    again = town.tick(RemindPublishers, campaign=1).reminded
    waits = [need.key for need in town.read("孙复核", today).needs]
    by_cashier = town.act("钱会计", PublishStatement, campaign=1)
    shown = town.act("孙复核", PublishStatement, campaign=1).campaign

    assert in_time == ()
    assert (reminded, again) == (2, 0)
    assert "campaign_to_publish" in waits
    assert by_cashier.key == "campaign.other_office"
    assert (shown.published_at, shown.publish_late) == (town.clock.at, False)
    assert [(each.kind, each.state) for each in shown.statements] == [("running", "published")]
    assert town.app.bus.read_now(falls_due) == ()


def finished(town: Town) -> None:
    """A campaign that failed, and gave its one receipt back."""
    fund = open_fund(town)
    town.person("李一")
    fund.pledge("李一", "600")
    fund.receive(1, 60_000)
    fund.close()
    town.act("孙复核", ConfirmRefund, campaign=1, number=1)


def test_the_auditor_signs_the_final_statement_and_the_books_are_closed(town: Town):
    finished(town)

    early = town.act("吴监督", SignStatement, campaign=1)
    town.act("孙复核", PublishStatement, campaign=1)
    other = town.act("周召集", SignStatement, campaign=1)
    closed = town.act("吴监督", SignStatement, campaign=1).campaign

    assert early == refuse("publication.not_now", verb="sign", state="none")
    assert other == refuse("campaign.not_auditor", number=1)
    assert closed.state == "archived"
    (line,) = closed.statements
    assert (line.kind, line.state) == ("final", "signed")
    assert (line.received_fen, line.refunded_fen, line.held_fen) == (60_000, 60_000, 0)
    assert town.app.bus.read_now(i36_campaigns_keep_to_their_terms).state == "holds"


def test_an_objection_is_public_and_the_statement_is_published_anew(town: Town):
    finished(town)
    town.act("孙复核", PublishStatement, campaign=1)
    twice = town.act("孙复核", PublishStatement, campaign=1)

    objected = town.act("吴监督", ObjectToStatement, campaign=1, reason="少一张凭证").campaign
    town.act("孙复核", PublishStatement, campaign=1)
    closed = town.act("吴监督", SignStatement, campaign=1).campaign

    assert twice == refuse("publication.waits")
    assert objected.statements[0].reason == "少一张凭证"
    assert [each.state for each in closed.statements] == ["signed", "objected"]
    assert town.told("钱会计", "staff")[-1][0] == "statement_objected"


def test_what_the_works_left_goes_back_once_they_are_over(town: Town):
    works = begin(town)
    works.agree(amount_fen=70_000, retention_fen=0, retention_until=0)
    works.pay(50_000)
    works.approve(1)
    going = town.act("钱会计", SettleCampaign, campaign=1)
    works.accept()
    works.resolve(state="fulfilled")

    waits = [need.key for need in town.read("钱会计", today).needs]
    asked = town.act("钱会计", SettleCampaign, campaign=1)
    for number in (1, 2):
        town.act("孙复核", ConfirmRefund, campaign=1, number=number)
    held = works.fund.view()
    works.pay(20_000)
    works.approve(2)

    assert going == refuse("campaign.works_go_on", number=1)
    assert "campaign_to_settle" in waits
    assert asked.count == 2
    assert (held.state, held.held_fen, held.refunded_fen) == ("disbursing", 20_000, 30_000)
    assert works.fund.view().state == "settled"
    assert works.fund.findings() == ()


def test_what_is_left_unused_may_be_kept_as_the_campaign_says(town: Town):
    works = begin(town, surplus_rule="maintenance_reserve")
    works.resolve(state="repealed")

    asked = town.act("钱会计", SettleCampaign, campaign=1)
    town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    after = works.fund.view()
    assert asked.count == 1
    assert (after.state, after.reserve_fen, after.held_fen) == ("settled", 100_000, 0)
    assert works.fund.findings() == ()


def test_below_its_minimum_all_goes_back_and_at_its_minimum_the_works_begin(town: Town):
    fund = open_fund(town, needed_fen=60_000)
    town.person("李一")
    fund.pledge("李一", "600")
    fund.receive(1, 60_000)

    met = fund.close().campaign
    town.act("钱会计", AskRefund, campaign=1, serial=1, amount_fen=1, reason="correction")
    town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    assert (met.state, met.needed_fen, met.surplus_fen) == ("target_met", 60_000, 0)
    assert fund.view().state == "refunding"


def test_a_flexible_campaign_goes_on_with_what_came(town: Town):
    fund = open_fund(town, mode="flexible")
    town.person("李一")
    fund.pledge("李一", "10")
    fund.receive(1, 1_000)

    closed = fund.close().campaign

    assert (closed.state, closed.needed_fen) == ("target_met", 0)
    assert draft(town, mode="flexible", needed_fen=1) == refuse("campaign.needed_flexible")


def test_a_minimum_above_the_target_and_a_whole_account_number_are_refused(town: Town):
    staff(town)
    decide(town)

    assert draft(town, needed_fen=100_001).key == "campaign.needed_above_target"
    assert draft(town, account_last4="6222021234566688") == refuse("campaign.last4_wrong")
    assert draft(town, other_funds="420000").key == "campaign.fund_unnamed"
    drafted = draft(town, other_funds="公共收益 420000\n以奖代补 19万").campaign
    assert [(each.name, each.expected_fen) for each in drafted.other_funds] == [
        ("公共收益", 42_000_000),
        ("以奖代补", 19_000_000),
    ]


@pytest.mark.parametrize(
    ("line", "name", "fen"),
    [
        ("街道补贴：2000", "街道补贴", 200_000),
        ("公共收益 1.2 万", "公共收益", 1_200_000),
        ("以奖代补：街道 190000元", "以奖代补：街道", 19_000_000),
    ],
)
def test_other_money_is_read_as_people_write_it(town: Town, line: str, name: str, fen: int):
    staff(town)
    decide(town)

    drafted = draft(town, other_funds=line).campaign

    assert [(each.name, each.expected_fen) for each in drafted.other_funds] == [(name, fen)]
