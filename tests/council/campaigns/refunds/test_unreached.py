"""Who cannot be paid back is waited for: the money is kept, listed masked, and paid when claimed."""

import pytest
from sqlalchemy import select

from council.campaigns.commands import Unclaimed
from council.campaigns.ledger import balances
from council.campaigns.ledger.accounts import held
from council.campaigns.reads import progress, screen
from council.campaigns.receipts.reads import confirming
from council.campaigns.refunds.commands import AskRefund, ConfirmRefund, MarkUnreached
from council.campaigns.tables import refunds
from council.kernel.refusals import refuse
from council.kernel.screens.translator import Translator
from council.wordings import render
from tests.council.campaigns.refunds.test_pending import keys, requests
from tests.council.conftest import Town
from tests.council.fund import DAY, DEADLINE, Fund, open_fund
from tests.council.kernel.forms.filling import Filling

ZH = Translator("zh_CN", "Asia/Shanghai")


@pytest.fixture
def fund(town: Town) -> Fund:
    """Failed: 李一 ¥600 and 李二 ¥300 are to be given back."""
    made = open_fund(town)
    for place, (name, amount) in enumerate((("李一", "600"), ("李二", "300")), start=1):
        town.person(name)
        made.pledge(name, amount)
        made.receive(place, int(amount) * 100)
    made.close()
    return made


def mark(fund: Fund, number: int, by: str = "钱会计") -> object:
    return fund.town.act(by, MarkUnreached, campaign=1, number=number)


def test_what_could_not_be_paid_waits_set_aside_and_holds_up_nothing(fund: Fund):
    marked = mark(fund, 1)
    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=2)

    view = fund.view()
    free = fund.town.app.bus.read_now(
        lambda tx: balances.available(tx, fund.town.id, (held(1),))[held(1)]
    )
    assert (marked.unreached, marked.unclaimed_total, marked.unclaimed_fen) == (1, 1, 60_000)
    assert requests(fund) == [
        (1, "failed", 60_000, "unreached"),
        (2, "failed", 30_000, "confirmed"),
    ]
    assert (view.state, view.held_fen, view.unreached_fen, free) == ("refunded", 60_000, 60_000, 0)
    assert fund.town.told("李一")[-1][0] == "refund_unreached"
    assert fund.findings() == ()


def test_the_list_never_says_that_all_was_refunded_while_somebody_waits(fund: Fund):
    mark(fund, 1)
    last = fund.town.act("孙复核", ConfirmRefund, campaign=1, number=2)

    assert (last.state, fund.view().state) == ("refunded_but", "refunded")


def test_it_is_listed_by_building_for_30_days_and_kept_after_that(fund: Fund):
    mark(fund, 1)
    listed = fund.town.app.bus.read_now(lambda tx: progress(tx, fund.town.id, 1))
    fund.town.clock.at = DEADLINE + 30 * DAY
    later = fund.town.app.bus.read_now(lambda tx: progress(tx, fund.town.id, 1))

    assert listed.unclaimed == (Unclaimed(building="1", amount_fen=60_000, since_at=DEADLINE),)
    assert (later.unclaimed, later.unreached, later.unreached_fen) == ((), 1, 60_000)


def test_its_payee_claims_it_in_chat_by_another_route_and_is_paid_by_a_second_signer(fund: Fund):
    mark(fund, 1)
    offered = render(fund.town.read("李一", screen, 1), ZH)

    form = Filling(fund.town, "李一", "claim")
    form.tap("cash")
    claimed = form.file()
    twice = Filling(fund.town, "李一", "claim").sheet
    listed = render(fund.town.read("孙复核", confirming, 1), ZH).text
    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    assert "有 ¥600 要退给您，这次没有退到" in offered.text
    assert next(row[0].label for row in offered.rows) == "💴 领取退款 ¥600"
    assert claimed.changed == "claimed"
    assert twice == refuse("refund.none_unclaimed")
    assert "众筹未成立；退回方式：现金，来时是银行转账，本人要求改" in listed
    assert "refunds_to_confirm" in keys(fund, "孙复核")
    (row,) = fund.town.rows(select(refunds.c.method, refunds.c.amount_fen))
    assert tuple(row) == ("cash", 60_000)
    assert (fund.view().unreached_fen, fund.view().refunded_fen) == (0, 60_000)
    assert fund.findings() == ()


def test_the_treasurer_notes_a_claim_and_then_cannot_confirm_it(fund: Fund):
    fund.town.person("郑双职", "treasurer", "second_signer")
    mark(fund, 1, by="孙复核")

    form = Filling(fund.town, "郑双职", "refund_claim")
    form.say("1")
    form.tap("transfer")
    noted = form.file()
    own = fund.town.act("郑双职", ConfirmRefund, campaign=1, number=1)
    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    assert noted.claimed == 1
    assert own == refuse("refund.own_request")
    assert requests(fund)[0] == (1, "failed", 60_000, "confirmed")
    assert fund.findings() == ()


def test_what_waits_for_its_payee_cannot_be_asked_back_or_confirmed_again(fund: Fund):
    mark(fund, 1)
    ask = {"campaign": 1, "serial": 1, "amount_fen": 1, "reason": "failed"}

    assert fund.town.act("钱会计", AskRefund, **ask) == refuse("refund.none_left", number=1)
    assert fund.town.act("孙复核", ConfirmRefund, campaign=1, number=1) == refuse(
        "refund.not_now", verb="confirm", state="unreached"
    )
    assert mark(fund, 1) == refuse("refund.not_now", verb="unreached", state="unreached")
    assert "refunds_to_ask" not in keys(fund, "钱会计")


def test_a_treasurer_sees_the_list_and_confirms_nothing(fund: Fund):
    seen = fund.town.read("钱会计", confirming, 1)

    labels = [button.label for row in render(seen, ZH).rows for button in row]
    assert (seen.may_confirm, seen.confirmable) == (False, 0)
    assert labels[:2] == ["1 号退不到", "2 号退不到"]
    assert not any(label.startswith("✅") for label in labels)


def test_a_resident_sees_no_list(fund: Fund):
    assert fund.town.read("李一", confirming, 1).key == "policy.not_your_role"
