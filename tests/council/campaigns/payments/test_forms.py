"""The treasurer's forms: a contract, a payment with its invoice, a reversal, as with thumbs."""

import pytest

from council.campaigns.payments.reads import desk
from council.campaigns.payments.vouchers import voucher_uploads, vouchers
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.translator import Translator
from council.wordings import render
from tests.council.campaigns.payments.works import INVOICE, PDF, Works, begin
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling


@pytest.fixture
def works(town: Town) -> Works:
    return begin(town)


def test_a_contract_is_recorded_step_by_step(works: Works):
    form = Filling(works.town, "钱会计", "contract")

    form.tap("2026-001-1")
    form.say("和悦建设有限公司", "4321", "2026-07 土建", "800")
    above = form.say("900")
    form.say("200", "50", "2026-12-31")
    form.send(PDF)
    done = form.file()

    assert above.problem.key == "contract.parts_above_sum"
    (contract,) = done.contracts
    assert (contract.payee, contract.account_last4, contract.reference) == (
        "和悦建设有限公司",
        "4321",
        "2026-07 土建",
    )
    assert (contract.amount_fen, contract.last_fen, contract.retention_fen) == (
        80_000,
        20_000,
        5_000,
    )
    assert contract.file == works.contract


def test_without_a_retention_no_day_is_asked_for(works: Works):
    form = Filling(works.town, "钱会计", "contract")

    form.tap("2026-001-1")
    form.say("和悦建设有限公司")
    form.tap("-")
    form.say("2026-07 土建", "800")
    form.tap("800.00")
    form.tap("-")
    form.send(PDF)
    done = form.file()

    (contract,) = done.contracts
    assert (contract.account_last4, contract.last_fen, contract.retention_fen) == ("", 80_000, 0)


def test_a_voucher_is_a_photo_or_a_pdf(works: Works):
    works.agree()
    form = Filling(works.town, "钱会计", "payment")
    form.tap("1")
    form.tap("550.00")
    form.say("FP-1")

    refused = form.send(b"MZ a program")
    form.send(INVOICE)
    done = form.file()

    assert refused.problem.key == "payment.file_unknown"
    assert [(each.amount_fen, each.invoice, each.state) for each in done.payments] == [
        (55_000, "FP-1", "proposed")
    ]


def test_an_amount_is_judged_at_once_and_again_when_it_is_filed(works: Works):
    works.agree()
    form = Filling(works.town, "钱会计", "payment")
    form.tap("1")
    early = form.say("600")
    form.say("550", "FP-1")
    form.send(INVOICE)
    works.pay(30_000)

    late = form.file()

    assert early.problem.key == "payment.before_acceptance"
    assert late.problem.key == "payment.over_contract"
    assert form.say("250").problem is None


def test_a_reversal_names_its_payment_and_its_reason(works: Works):
    works.agree()
    works.pay(30_000)
    works.approve(1)
    form = Filling(works.town, "钱会计", "payment_reverse")

    form.tap("1")
    form.say("账号写错")
    done = form.file()

    assert not isinstance(done, Refusal)
    assert [(each.kind, each.reason) for each in done.payments][1:] == [("reversal", "账号写错")]


@pytest.mark.parametrize("said", ["和悦建设有限公司", "900", "-1"])
def test_words_where_a_task_is_asked_for_are_no_task(works: Works, said: str):
    form = Filling(works.town, "钱会计", "contract")

    answer = form.say(said)

    assert answer.problem == refuse("contract.no_task", given=said)


def test_the_second_person_reads_contract_and_invoice_before_signing(works: Works):
    works.agree()
    works.pay(10_000)

    found = works.town.read("孙复核", vouchers, 1, 1)
    screen = render(works.town.read("孙复核", desk, 1), Translator("zh_CN", "Asia/Shanghai"))

    sent = voucher_uploads(found, Translator("zh_CN"))
    assert [(each.content, each.caption[:3]) for each in sent] == [
        (PDF, "合同："),
        (INVOICE, "发票："),
    ]
    assert "📎 看付款 1 的凭证" in [button.label for row in screen.rows for button in row]


def test_a_resident_is_shown_no_papers(works: Works):
    works.agree()
    works.pay(10_000)
    works.town.person("王居民")

    assert works.town.read("王居民", vouchers, 1, 1) == refuse("people.not_staff", name="王居民")
