"""Row 4 books: drawing the pages of long public books beside the same pages of short ones.

A page is drawn anew after every commit, so what is measured is a drawing and no page that was kept.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from council import schema as migrate
from council.app import open_app
from council.campaigns.tables import campaigns
from council.cli.bench.gifts import Gift, give
from council.cli.bench.population import Population, populate
from council.cli.bench.row import Row
from council.kernel.app import App
from council.kernel.config import load
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.motions.tables import motions

DAY = 86_400
#: Between two gifts (s), and after how many one goes back in part once the campaign is over.
APART, BACK_OF = 1_800, 5
#: Gifts by campaign: of short books, and so many times as many.
SHORT, TIMES = (30, 30, 30, 30, 30, 30, 30, 30, 10, 50), 100
#: Page and what its path says.
PATHS = (
    ("/ledger", ()),
    ("/campaigns", ()),
    ("/campaigns/{number:[1-9][0-9]{0,8}}", (("number", "10"),)),
    ("/campaigns/{number:[1-9][0-9]{0,8}}", (("number", "2"),)),
)
ROUNDS = 5
#: How many times as long a drawing may take where there are TIMES as many gifts.
BUDGET = 30


async def measure(folder: Path) -> list[Row]:
    """Draw each page of long books, and of short ones, in turn."""
    short = _drawings(folder / "short.db", SHORT)
    long = _drawings(folder / "long.db", [many * TIMES for many in SHORT])
    ratios = {path: long[path][0] / short[path][0] for path in long}
    worst = max(ratios, key=lambda path: ratios[path])
    gifts = sum(SHORT)
    return [
        Row(
            name="4 books",
            what=f"drawing {worst} of {gifts * TIMES:,} gifts, after a commit, CPU",
            measured=f"{long[worst][0] * 1000:.0f} ms",
            limit=f"of {gifts:,} gifts {short[worst][0] * 1000:.0f} ms",
            ratio=f"{ratios[worst]:.1f} times",
            budget=f"≤ {BUDGET} times",
            met=ratios[worst] <= BUDGET,
            note=", ".join(
                f"{path} {short[path][0] * 1000:.0f} → {long[path][0] * 1000:.0f} ms"
                f" ({ratios[path]:.1f} times; the first time {long[path][1] * 1000:.0f} ms)"
                for path in long
            ),
        )
    ]


def _drawings(file: Path, sizes: Sequence[int]) -> dict[str, tuple[float, float]]:
    """Tell how long each page takes to be drawn (s of CPU): in the middle of some, and first of all."""
    from web.app import make_app
    from web.pages import PAGES
    from web.request_context import Wanted
    from web.show import draw_page
    from web.site import SITE

    url = f"sqlite:///{file}"
    migrate.upgrade(url)
    pages = {page.path: page for page in PAGES}
    found = {}
    with open_app(load(database_url=url)) as app:
        keep_books(app, populate(app, max(sizes)), sizes)
        site = make_app(app)[SITE]
        for name, named in PATHS:
            path = name.partition("{")[0] + "".join(said for _, said in named)
            wanted = Wanted(kind=name, slug=None, path=path, named=named)
            times = []
            for _ in range(ROUNDS + 1):
                began = time.thread_time()
                draw_page(site, wanted, pages[name])
                times.append(time.thread_time() - began)
            found[path] = sorted(times[1:])[ROUNDS // 2], times[0]
    return found


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
