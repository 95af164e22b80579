"""A pledge is undone within ten minutes; what was received of it stays; it weighs in no vote."""

from sqlalchemy import select

from council.campaigns.commands import ApproveCampaign, OpenCampaign, RemindPledgers
from council.campaigns.pledges.commands import UndoPledge, WithdrawPledge
from council.campaigns.reads import screen
from council.kernel.refusals import Refusal, refuse
from council.people.commands import ChangeSettings
from council.polls.commands import ClosePoll, CountPoll
from council.polls.tables import electorate
from tests.council.conftest import Town
from tests.council.fund import DAY, DEADLINE, Fund, appoint, draft, open_fund, staff
from tests.council.moves import names
from tests.council.polls.polling import council, open_ranking, receipt, vote

TEN_MINUTES = 600


def one(town: Town) -> Fund:
    fund = open_fund(town)
    town.person("李一")
    return fund


def undo(town: Town) -> object:
    return town.act("李一", UndoPledge, campaign=1)


def mine(town: Town) -> object:
    return town.read("李一", screen, 1).mine


def test_a_first_pledge_is_undone_to_none(town: Town):
    fund = one(town)
    made = fund.pledge("李一", "500")

    undone = undo(town)

    assert "undo" in names(made.moves)
    assert (undone.changed, undone.mine) == ("undone", None)
    assert fund.view().pledged_fen == 0


def test_a_new_amount_is_undone_to_the_one_before_and_only_once(town: Town):
    fund = one(town)
    fund.pledge("李一", "500")
    fund.pledge("李一", "800")
    fund.pledge("李一", "800")

    undone = undo(town)

    assert (undone.changed, undone.mine.amount_fen) == ("back", 50_000)
    assert undo(town) == refuse("pledge.undo_late", number=1)
    assert fund.view().pledged_fen == 50_000


def test_after_ten_minutes_a_pledge_is_changed_or_withdrawn_and_no_longer_undone(town: Town):
    fund = one(town)
    fund.pledge("李一", "500")
    town.clock.at += TEN_MINUTES

    late = undo(town)
    shown = names(town.read("李一", screen, 1).moves)

    assert late == refuse("pledge.undo_late", number=1)
    assert ("undo" in shown, "change" in shown, "withdraw" in shown) == (False, True, True)
    assert town.act("李一", WithdrawPledge, campaign=1).changed == "withdrawn"


def test_what_was_received_is_not_undone_but_asked_back(town: Town):
    fund = one(town)
    fund.pledge("李一", "500")
    fund.receive(1, 20_000)

    part = undo(town)
    rest = undo(town)

    assert (part.changed, part.mine.amount_fen, part.mine.received_fen) == ("back", 20_000, 20_000)
    assert rest == refuse("pledge.has_receipt", number=1)
    assert fund.findings() == ()


def test_whoever_has_not_paid_is_reminded_three_days_and_one_day_before_and_may_choose(town: Town):
    fund = one(town)
    town.person("李二")
    town.person("李三")
    for place, name in enumerate(("李一", "李二", "李三"), start=1):
        fund.pledge(name, "500")
        if name == "李三":
            fund.receive(place, 50_000)
    town.act("李二", ChangeSettings, digest="needed")

    for days in (3, 1):
        town.clock.at = DEADLINE - days * DAY
        town.tick(RemindPledgers, campaign=1)
        town.tick(RemindPledgers, campaign=1)

    told = {name: [each for each, _ in town.told(name)] for name in ("李一", "李二", "李三")}
    assert told == {
        "李一": ["pledge_reminder", "pledge_last_reminder"],
        "李二": ["pledge_reminder", "pledge_last_reminder"],
        "李三": ["receipt_posted"],
    }


def weights(town: Town) -> list[tuple[object, ...]]:
    """Everything that a vote is weighed by."""
    return [tuple(row) for row in town.rows(select(electorate).order_by(electorate.c.slot))]


def test_however_much_is_pledged_every_vote_weighs_the_same(town: Town):
    council(town)
    open_ranking(town)
    for name, order in (("召", "AB"), ("集", "CB")):
        receipt(vote(town, name, order))
    before = weights(town)
    staff(town)
    draft(town)
    town.act("孙复核", ApproveCampaign, campaign=1)
    appoint(town)
    town.act("周召集", OpenCampaign, campaign=1)
    fund = Fund(town=town)

    for place, name in enumerate(("召", "集", "主", "代") * 3):
        fen = 1_000 + 7_919 * place
        answer = fund.pledge(name, f"{fen // 100}.{fen % 100:02d}")

        assert not isinstance(answer, Refusal)
        assert weights(town) == before
    receipt(vote(town, "主", "BC"))
    town.act("召", ClosePoll, poll=1)
    counted = town.act("召", CountPoll, poll=1)

    assert before
    assert weights(town) == before
    assert counted.state == "counted"
