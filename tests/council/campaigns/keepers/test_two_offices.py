"""Nobody acts in two offices 三人管钱, whichever roles they hold and by whichever door they come."""

from typing import Any

import pytest

from council.campaigns.bank_statements.commands import BookLine
from council.campaigns.commands import SettleCampaign
from council.campaigns.receipts.commands import RecordReceiptLine
from council.campaigns.receipts.reads import confirming
from council.campaigns.refunds.commands import ConfirmRefund, MarkUnreached
from council.kernel.refusals import refuse
from council.kernel.screens.translator import Translator
from council.people.commands import GrantRole
from council.wordings import render
from tests.council.campaigns.bank_statements.banking import Moved, Till, open_till
from tests.council.conftest import Town
from tests.council.fund import DEADLINE
from tests.council.kernel.forms.filling import Filling

ZH = Translator("zh_CN", "Asia/Shanghai")
LINE = Moved(reference="A20260210001", yuan="600", party="李一", memo="认筹1")


@pytest.fixture
def till(town: Town) -> Till:
    """All three keepers hold both roles of money; 李一 pledged ¥600, 李二 ¥400."""
    made = open_till(town)
    made.pledge(("李一", "600"), ("李二", "400"))
    for ref in ("钱会计", "孙复核", "吴监督"):
        for role in ("treasurer", "second_signer"):
            town.operate(GrantRole, ref=ref, role=role)
    return made


def other_office(office: str) -> Any:
    return refuse("campaign.other_office", number=1, office_key=f"office.{office}")


@pytest.mark.parametrize(("name", "office"), [("孙复核", "bookkeeper"), ("吴监督", "auditor")])
def test_only_the_cashier_or_who_stands_in_takes_money_by_hand_by_line_and_by_statement(
    till: Till, name: str, office: str
):
    till.send(LINE)

    typed = till.town.act(name, RecordReceiptLine, line="1 1 600 转账 T1")
    form = Filling(till.town, name, "receipt", "1").sheet
    by_line = till.act(BookLine, 1, by=name, campaign=1, pledge=1)

    assert [typed, form, by_line] == [other_office(office)] * 3
    assert till.balances() == (0, 0)


@pytest.mark.parametrize(("name", "office"), [("孙复核", "bookkeeper"), ("吴监督", "auditor")])
def test_neither_bookkeeper_nor_auditor_asks_for_the_division_of_a_surplus(
    till: Till, name: str, office: str
):
    till.fund.receive(1, 60_000)
    till.fund.receive(2, 60_000, over=True)
    till.fund.close()

    assert till.town.act(name, SettleCampaign, campaign=1) == other_office(office)


def unreached(till: Till) -> None:
    """The campaign failed; 李一 could not be paid back."""
    till.fund.receive(1, 60_000)
    till.fund.close()
    till.town.act("钱会计", MarkUnreached, campaign=1, number=1)


def test_the_auditor_says_of_no_refund_that_it_could_not_be_paid(till: Till):
    till.fund.receive(1, 60_000)
    till.fund.close()

    said = till.town.act("吴监督", MarkUnreached, campaign=1, number=1)
    seen = render(till.town.read("吴监督", confirming, 1), ZH)

    assert said == other_office("auditor")
    verbs = {button.press.split(":")[0] for row in seen.rows for button in row}
    assert not verbs & {"refund.unreached", "refund.confirm", "refund.decline"}


def test_the_cashier_who_signs_elsewhere_is_offered_no_signature_here(till: Till):
    till.fund.receive(1, 60_000)
    till.fund.close()

    seen = render(till.town.read("钱会计", confirming, 1), ZH)

    verbs = {button.press.split(":")[0] for row in seen.rows for button in row}
    assert not verbs & {"refund.confirm", "refund.decline", "refund.confirm_all"}
    assert "refund.unreached" in verbs


@pytest.mark.parametrize(("name", "office"), [("孙复核", "bookkeeper"), ("吴监督", "auditor")])
def test_neither_bookkeeper_nor_auditor_notes_a_claim(till: Till, name: str, office: str):
    unreached(till)

    claim = Filling(till.town, name, "refund_claim", "1").sheet
    seen = render(till.town.read(name, confirming, 1), ZH)

    assert claim == other_office(office)
    assert not any(button.press.startswith("form.start") for row in seen.rows for button in row)


def test_who_claims_their_own_money_does_not_confirm_that_it_was_paid(till: Till):
    till.town.operate(GrantRole, ref="李一", role="second_signer")
    unreached(till)
    form = Filling(till.town, "李一", "claim")
    form.tap("cash")
    form.file()

    own = till.town.act("李一", ConfirmRefund, campaign=1, number=1)
    till.town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    assert own == refuse("refund.own_request")
    assert till.fund.view().state == "refunded"
    assert till.town.clock.at == DEADLINE
    assert till.fund.findings() == ()
