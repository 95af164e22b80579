"""The line of the ledger that a receipt leads to, and refunds that wait for their payees: no names."""

import re

from aiohttp.test_utils import TestClient

from council.campaigns.receipts.slip import slip
from council.campaigns.refunds.commands import MarkUnreached
from council.kernel.app import App
from council.kernel.clock import FixedClock
from tests.council.conftest import NOON, found
from tests.council.fund import Fund, open_fund
from tests.web.page import Page


def failed(app: App, clock: FixedClock) -> Fund:
    """王建国 paid after the deadline; then 李秀英's ¥600 could not be given back, and the books closed."""
    clock.at = NOON
    town = found(app, clock, "heyue")
    fund = open_fund(town)
    for name in ("李秀英", "王建国"):
        town.person(name)
        fund.pledge(name, "600")
    fund.receive(1, 60_000, external_ref="REF-OF-LI")
    fund.close()
    fund.receive(2, 40_000, external_ref="REF-OF-WANG")
    town.act("钱会计", MarkUnreached, campaign=1, number=1)
    return fund


async def test_the_line_of_a_receipt_tells_what_was_noted_and_of_nobody(
    app: App, clock: FixedClock, client: TestClient
):
    fund = failed(app, clock)
    line = fund.town.read("李秀英", slip, 1, 1).line

    for language in ("zh_CN", "en"):
        answer = await client.get(f"/ledger/lines/{line}?lang={language}")
        page = Page(await answer.text())
        assert page.faults == []
        words = re.sub(r"[0-9a-f]{12,}", "", page.text)  # by chance a hash has these digits
        assert "600" not in words, "the chain's file has everybody's hashes"
        assert not re.search("李|秀英|王建国|钱会计|REF-OF", page.text)
        assert "web." not in page.text
    told = await (await client.get(f"/api/v1/ledger/lines/{line}")).json()
    assert (told["phase"], told["kind"], told["amount_fen"], told["campaign"]) == (
        "posted",
        "receipt",
        None,
        1,
    )
    assert {"serial", "subject_id", "noted_by", "name"} & set(told) == set()
    assert (await client.get("/ledger/lines/0000000000000000")).status == 404


async def test_a_campaign_lists_who_could_not_be_paid_by_building_and_tells_late_money(
    app: App, clock: FixedClock, client: TestClient
):
    failed(app, clock)

    zh = Page(await (await client.get("/campaigns/1?lang=zh_CN")).text())
    en = Page(await (await client.get("/campaigns/1?lang=en")).text())
    ledger = Page(await (await client.get("/ledger?lang=zh_CN")).text())

    assert zh.faults == en.faults == ledger.faults == []
    assert "1 幢 *** 室：¥600" in zh.text
    assert "Building 1, flat ***: ¥600" in en.text
    assert "截止以后收到的钱不计入目标，原路退回：等待退回 ¥400，已退 ¥0" in zh.text
    assert not re.search("秀英|建国|1-101", zh.text + en.text + ledger.text)
