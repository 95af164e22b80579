"""The money of 和悦家园 (docs/rules.md#the-story): 214 households pledge ¥548,600, 203 pay ¥521,300."""

from sqlalchemy import insert, select

from council.campaigns.commands import CampaignView, SettleCampaign
from council.campaigns.receipts.commands import RecordReceipt, SignReceipts
from council.campaigns.receipts.reads import signing
from council.campaigns.refunds.commands import ConfirmRefunds
from council.campaigns.tables import campaigns, pledges
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from tests.council.conftest import NOON, Town
from tests.council.fund import Fund, open_fund

#: So many receipts of so many fen by each method; together 203 and ¥521,300.
PAID = {
    "cash": (3, 3_680_000),
    "transfer": (110, 28_800_000),
    "wechat": (90, 19_650_000),
}
UNPAID = 11
PLEDGED_FEN = 54_860_000


def amounts(count: int, fen: int) -> list[int]:
    """Split a sum into so many amounts, the last one taking what is left."""
    each = fen // count // 100 * 100
    return [each] * (count - 1) + [fen - each * (count - 1)]


def play(town: Town, *, paid_fen: int) -> Fund:
    """214 pledges as rows, 203 receipts through the desk (the largest transfer adjusted)."""
    fund = open_fund(town, target_fen=51_000_000)
    payments = [(method, fen) for method, (n, total) in PAID.items() for fen in amounts(n, total)]
    short = sum(fen for _, fen in payments) - paid_fen
    each, rest = divmod(short, len(payments) - PAID["cash"][0])
    payments = [(method, fen if method == "cash" else fen - each) for method, fen in payments]
    payments[-1] = (payments[-1][0], payments[-1][1] - rest)
    given = [fen for _, fen in payments]
    pledged = given + amounts(UNPAID, PLEDGED_FEN - sum(given))
    names = [f"户{n:03d}" for n in range(len(pledged))]
    write_pledges(town, names, pledged)
    commands = [
        RecordReceipt(
            actor=town.people["钱会计"],
            campaign=1,
            pledge=n,
            amount_fen=fen,
            method=method,
            external_ref="" if method == "cash" else f"R{n}",
        )
        for n, (method, fen) in enumerate(payments, start=1)
    ]
    for waiting in [town.app.bus.submit(command) for command in commands]:
        assert waiting.result().amount_fen > 0
    listed = town.read("孙复核", signing, 1)
    town.act(
        "孙复核",
        SignReceipts,
        campaign=1,
        last_serial=listed.last_serial,
        total_fen=listed.signable_fen,
    )
    return fund


def write_pledges(town: Town, names: list[str], fens: list[int]) -> None:
    """Put households on the list with a pledge each, all in one transaction."""

    def write(tx: Transaction) -> None:
        campaign_id = tx.connection.scalar(select(campaigns.c.id))
        tx.connection.execute(
            insert(residents),
            [
                {
                    "community_id": town.id,
                    "id": name,
                    "ref": name,
                    "name": name,
                    "unit": f"{n // 60 + 1}-1-{n:03d}",
                    "adult": 1,
                }
                for n, name in enumerate(names)
            ],
        )
        tx.connection.execute(
            insert(pledges),
            [
                {
                    "community_id": town.id,
                    "id": name,
                    "campaign_id": campaign_id,
                    "number": n,
                    "resident_id": name,
                    "amount_fen": fen,
                    "anonymous": 1,
                    "channel": "desk",
                    "state": "pledged",
                    "made_at": NOON,
                    "changed_at": NOON,
                }
                for n, (name, fen) in enumerate(zip(names, fens, strict=True), start=1)
            ],
        )

    town.app.bus.submit_run(write).result()


def figures(view: CampaignView) -> tuple[object, ...]:
    return (view.state, view.pledged_fen, view.received_fen, view.refunded_fen, view.held_fen)


def test_the_target_is_met_and_the_surplus_of_11_300_goes_back(town: Town):
    fund = play(town, paid_fen=52_130_000)
    before = fund.view()
    fund.close()
    settled = town.act("钱会计", SettleCampaign, campaign=1)
    confirmed = town.act(
        "孙复核", ConfirmRefunds, campaign=1, last_number=settled.count, total_fen=1_130_000
    )

    assert (before.pledges, before.households, before.receipts) == (214, 214, 203)
    assert [(part.method, part.amount_fen) for part in before.methods] == [
        ("cash", 3_680_000),
        ("transfer", 28_800_000),
        ("wechat", 19_650_000),
    ]
    assert (settled.campaign.surplus_fen, settled.count) == (1_130_000, 203)
    assert confirmed.confirmed == 203
    assert figures(fund.view()) == ("disbursing", 54_860_000, 52_130_000, 1_130_000, 51_000_000)
    assert fund.findings() == ()


def test_with_468_200_received_everything_goes_back(town: Town):
    fund = play(town, paid_fen=46_820_000)

    closed = fund.close()
    town.act("孙复核", ConfirmRefunds, campaign=1, last_number=203, total_fen=46_820_000)

    assert (closed.campaign.state, closed.count) == ("refunding", 203)
    assert figures(fund.view()) == ("refunded", 54_860_000, 46_820_000, 46_820_000, 0)
    assert fund.findings() == ()
