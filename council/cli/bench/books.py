"""Row 4 books: pages of long public books beside the same pages of short ones."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from council.campaigns.tables import campaigns
from council.cli.bench.gifts import Gift, give
from council.cli.bench.population import Population
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.motions.tables import motions

DAY = 86_400
#: Between two gifts (s), and after how many one goes back in part once the campaign is over.
APART, BACK_OF = 1_800, 5


def keep_books(app: App, people: Population, sizes: Sequence[int]) -> None:
    """Write campaigns of so many gifts each; the last one is open, the others are settled."""

    def books(tx: Transaction) -> None:
        def put(table: Any, rows: list[dict[str, Any]]) -> None:
            common = {"community_id": people.community_id}
            tx.connection.execute(insert(table), [common | row for row in rows])

        r = residents.c
        of = select(r.id).where(r.community_id == people.community_id).order_by(r.ref)
        who = tx.connection.scalars(of).all()
        motion = tx.connection.scalar(select(motions.c.id).limit(1))
        end = tx.now
        starts = [end := end - (many + many // BACK_OF + 2) * APART for many in reversed(sizes)]
        for number, (many, start) in enumerate(zip(sizes, reversed(starts), strict=True), 1):
            its, over = tx.new_id(), start + (many + 1) * APART
            is_open = number == len(sizes)
            put(
                campaigns,
                [
                    {
                        "id": its,
                        "number": number,
                        "title": "立体停车场",
                        "body": "车位",
                        "motion_id": motion,
                        "state": "open" if is_open else "settled",
                        "target_fen": 51_000_000,
                        "minimum_fen": 100,
                        "mode": "flexible",
                        "deadline": tx.now + 30 * DAY if is_open else over,
                        "account_holder": "业委会",
                        "account_last4": "1234",
                        "surplus_rule": "refund_pro_rata",
                        "created_by": "bench",
                        "created_at": start,
                        "opened_at": start,
                        "closed_at": None if is_open else over,
                    }
                ],
            )
            gifts = [
                Gift(
                    giver=who[n],
                    at=start + n * APART,
                    amount_fen=100 + n % 900,
                    back_fen=0 if is_open or n % BACK_OF else 10,
                    back_at=over + n // BACK_OF * APART,
                )
                for n in range(many)
            ]
            give(tx, put, people.community_id, (its, number), gifts)

    app.bus.submit_run(books).result()
