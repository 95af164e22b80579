"""A campaign with pledges, receipts and the ledger behind them."""

from typing import Any

from council.campaigns.tables import campaigns, ledger_entries, ledger_transfers, pledges, receipts
from tests.web.heyue_votes import DAY, EVENING

METHODS = ("cash", "transfer", "transfer", "wechat", "alipay", "alipay", "alipay")
#: The first four were posted together and are told; of the last three nobody is told yet.
AMOUNTS = (36_800_00, 188_000_00, 100_000_00, 96_500_00, 1_001_00, 1_003_00, 1_007_00)
TOLD = 4


def collect(put: Any) -> None:
    """Put an open campaign and what came in for it into the tables."""
    put(
        campaigns,
        {
            "id": "c1",
            "number": 1,
            "title": "立体停车场居民自愿筹资",
            "body": "总造价 112 万元：公共收益 42 万元，街道以奖代补 19 万元，居民自愿筹资 51 万元。",
            "motion_id": "n2",
            "state": "open",
            "target_fen": 510_000_00,
            "minimum_fen": 100_00,
            "mode": "all_or_nothing",
            "deadline": EVENING + 100 * DAY,
            "account_holder": "和悦家园居民委员会",
            "account_last4": "2718",
            "surplus_rule": "refund_pro_rata",
            "created_by": "r1",
            "created_at": EVENING + 72 * DAY,
            "approved_by": "r2",
            "opened_at": EVENING + 72 * DAY,
        },
    )
    put(
        pledges,
        *(
            {
                "id": f"g{n}",
                "campaign_id": "c1",
                "number": n,
                "resident_id": f"r{n}",
                "amount_fen": amount,
                "anonymous": 0,
                "channel": "chat",
                "state": "received",
                "made_at": EVENING + 73 * DAY,
                "changed_at": EVENING + 73 * DAY,
                "told_fen": amount if n <= TOLD else 0,
            }
            for n, amount in enumerate(AMOUNTS, 1)
        ),
    )
    put(
        ledger_transfers,
        *(
            {
                "id": f"l{n}",
                "number": n,
                "campaign_id": "c1",
                "kind": "receipt",
                "subject_id": f"e{n}",
                "posted_at": EVENING + 73 * DAY + max(n, TOLD),
                "posted_by": "r1",
                "second_by": "r2",
            }
            for n in range(1, 8)
        ),
    )
    put(
        ledger_entries,
        *(
            {"transfer_id": f"l{n}", "line": line, "account": account, "amount_fen": sign * fen}
            for n, fen in enumerate(AMOUNTS, 1)
            for line, account, sign in ((1, "held:1", 1), (2, "contributors:1", -1))
        ),
    )
    put(
        receipts,
        *(
            {
                "id": f"e{n}",
                "campaign_id": "c1",
                "serial": n,
                "pledge_id": f"g{n}",
                "amount_fen": amount,
                "method": method,
                "external_ref": "" if method == "cash" else f"REF{n}",
                "state": "posted",
                "received_at": EVENING + 73 * DAY,
                "cashier": "r1",
                "second_signer": "r2",
                "signed_at": EVENING + 73 * DAY,
                "transfer_id": f"l{n}",
            }
            for n, (amount, method) in enumerate(zip(AMOUNTS, METHODS, strict=True), 1)
        ),
    )
