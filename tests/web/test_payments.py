"""What a campaign paid for its works, as anybody may see it: vouchers by hash, no person by name."""

import hashlib

import pytest
from aiohttp.test_utils import TestClient, TestServer

from council.campaigns.ledger.lines import last_hash
from council.kernel.app import App
from council.kernel.clock import FixedClock
from tests.council.campaigns.payments.works import Works, begin
from tests.council.conftest import NOON, found
from tests.web.page import Page
from web.app import make_app


def paid(app: App, clock: FixedClock) -> Works:
    """A firm has been paid, a craftsman was paid by mistake and it came back, and one waits."""
    clock.at = NOON
    works = begin(found(app, clock, "heyue"))
    works.agree()
    works.agree(payee="李大匠", reference="油漆")
    works.pay(30_000)
    works.approve(1)
    works.pay(10_000, contract=2, invoice="FP-2")
    works.approve(2)
    works.reverse(2)
    works.approve(3)
    works.pay(5_000)
    return works


async def test_the_page_tells_what_was_paid_for_what_and_names_no_person(
    app: App, clock: FixedClock, client: TestClient
):
    works = paid(app, clock)

    pages = {
        language: Page(await (await client.get(f"/campaigns/1/payments?lang={language}")).text())
        for language in ("zh_CN", "en")
    }
    told = await (await client.get("/api/v1/campaigns/1/payments")).json()

    for page in pages.values():
        text = page.text
        assert page.faults == []
        assert "和悦建设有限公司" in text
        assert "李*" in text
        assert works.contract[:16] in text
        assert works.invoice[:16] in text
        assert "FP-2" in text
        assert not any(name in text for name in ("李大匠", "钱会计", "孙复核", "4321"))
        assert "web." not in text
    assert [(each["kind"], each["state"]) for each in told["payments"]] == [
        ("payment", "proposed"),
        ("reversal", "paid"),
        ("payment", "reversed"),
        ("payment", "paid"),
    ]
    assert (told["held_fen"], told["paid_fen"]) == (70_000, 30_000)
    assert "李大匠" not in str(told)


async def test_the_ledger_tells_payments_with_their_invoice_and_its_last_hash(
    app: App, clock: FixedClock, client: TestClient
):
    works = paid(app, clock)

    text = Page(await (await client.get("/ledger?lang=zh_CN")).text()).text
    campaign = Page(await (await client.get("/campaigns/1?lang=zh_CN")).text()).text

    assert app.bus.read_now(lambda tx: last_hash(tx, works.town.id)) in text
    assert "发票 FP-1" in text
    assert "李大匠" not in text
    assert "合同与付款" in campaign


async def test_there_is_no_such_page_of_a_campaign_that_is_not_public(
    app: App, clock: FixedClock, client: TestClient
):
    paid(app, clock)

    assert (await client.get("/campaigns/9/payments")).status == 404


async def test_the_chain_can_be_hashed_again_by_anybody(
    app: App, clock: FixedClock, client: TestClient
):
    works = paid(app, clock)

    answer = await client.get("/ledger/chain.txt")
    text = await answer.text()

    before = "0" * 64
    for line in text.splitlines():
        kept, _, said = line.partition(" ")
        if said:
            before = hashlib.sha256(f"{before}\n{said}".encode()).hexdigest()
            assert kept == before
        before = kept
    assert not any(f'"{kind}"' in text for kind in ("receipt", "refund"))
    assert app.bus.read_now(lambda tx: last_hash(tx, works.town.id)) == before
    assert answer.content_type == "text/plain"
    assert not any(name in text for name in ("李", "钱会计", "4321"))


@pytest.mark.browser
async def test_on_a_phone_the_payee_has_room_for_more_than_a_letter_a_line(
    app: App, clock: FixedClock, browser
):
    paid(app, clock)
    async with TestServer(make_app(app)) as server:
        page = await browser.new_page(viewport={"width": 390, "height": 740})
        await page.goto(str(server.make_url("/campaigns/1/payments?lang=zh_CN")))
        cells = page.locator("#payments ~ .scroll tbody tr:first-child td:nth-of-type(2)")
        width = await cells.evaluate("each => each.clientWidth")
        await page.close()

    assert width > 120
