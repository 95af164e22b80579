"""What a community has gathered after years: transfers, past polls, proposals and meetings."""

from itertools import chain
from typing import Any

from sqlalchemy import insert, select, update

from council.campaigns.tables import campaigns
from council.cli.bench.gifts import Gift, Put, give
from council.cli.bench.population import Population
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.meetings.minutes.tables import minutes_sections
from council.meetings.tables import agenda_items, meetings
from council.motions.tables import motions
from council.polls.ranking import count_ranking, ranking_content
from council.polls.records import RANKING_RESULTS
from council.polls.rules import PollOption
from council.polls.tables import ballots, poll_options, polls
from council.proposals.tables import proposals, seconds
from council.resolutions.tables import resolutions
from council.statements.tables import statement_collections, statements

DAY = 86_400
TRANSFERS, POLLS, PROPOSALS, MEETINGS = 20_000, 1_000, 1_000, 300
#: Of one meeting's agenda, and of the collection on one motion.
ITEMS, STATEMENTS = 10, 40
#: One campaign is open; it has this part of the transfers.
OPEN_TRANSFERS = 5_000
_OPTIONS = tuple(
    PollOption(letter=letter, title=f"方案{letter}", status_quo=letter == "D") for letter in "ABCD"
)
_ORDERS = {
    (("C",), ("A",), ("B",)): 1_200,
    (("A",), ("B",)): 1_100,
    (("B",), ("D",)): 700,
}


def age(app: App, people: Population) -> None:
    """Put years of decisions and money beside the residents, in one transaction."""

    def years(tx: Transaction) -> None:
        def put(table: Any, rows: list[dict[str, Any]]) -> None:
            common = {"community_id": people.community_id}
            tx.connection.execute(insert(table), [common | row for row in rows])

        r = residents.c
        who = tx.connection.scalars(
            select(r.id).where(r.community_id == people.community_id).order_by(r.ref)
        ).all()
        # A month to go: twenty thousand reminders would be measured else.
        later = {"closes_at": tx.now + 30 * DAY, "first_closes_at": tx.now + 30 * DAY}
        tx.connection.execute(update(polls).where(polls.c.id == people.poll_id).values(later))
        _decide(tx, put)
        _pay(tx, put, people.community_id, who)
        _propose(tx, put, who)
        _meet(tx, put)
        _ask(tx, put)

    app.bus.submit_run(years).result()


def _decide(tx: Transaction, put: Put) -> None:
    """Past polls, each with its motion and resolution; the last one has its ballots."""
    result = RANKING_RESULTS.dump_json(
        count_ranking(_ORDERS, options=_OPTIONS, roll=20_000, lot_seed="bench")
    ).decode()
    ids = {n: tx.new_id() for n in range(2, POLLS + 2)}
    put(motions, [_motion(tx, its, n) for n, its in ids.items()])
    put(polls, [_poll(tx, its, n, result) for n, its in ids.items()])
    put(
        poll_options,
        [
            {
                "poll_id": poll_id,
                "letter": each.letter,
                "position": place,
                "title": each.title,
                "body": "",
                "status_quo": int(each.status_quo),
            }
            for poll_id in ids.values()
            for place, each in enumerate(_OPTIONS)
        ],
    )
    contents = chain.from_iterable([ranking_content(o)] * n for o, n in _ORDERS.items())
    put(
        ballots,
        [
            {
                "poll_id": ids[POLLS + 1],
                "slot": f"R{n:06d}",
                "revision": 1,
                "content": content,
                "channel": "chat",
                "cast_at": tx.now - 2 * DAY,
                "cast_by": "bench",
            }
            for n, content in enumerate(contents)
        ],
    )
    put(
        resolutions,
        [
            {
                "id": tx.new_id(),
                "number": f"2026-{n}",
                "motion_id": its,
                "poll_id": its,
                "title": "停车",
                "body": "停车",
                "state": "fulfilled",
                "drafted_at": tx.now,
                "drafted_by": "a",
                "published_at": tx.now - n,
                "published_by": "b",
            }
            for n, its in ids.items()
        ],
    )


def _motion(tx: Transaction, its: str, number: int) -> dict[str, Any]:
    return {
        "id": its,
        "number": number,
        "title": f"第 {number} 号议案：停车",
        "body": "停车",
        "legal_class": "R-XS",
        "state": "carried",
        "drafted_by": "bench",
        "drafted_at": tx.now,
        "changed_at": tx.now,
    }


def _poll(tx: Transaction, its: str, number: int, result: str) -> dict[str, Any]:
    return {
        "id": its,
        "number": number,
        "kind": "ranking",
        "motion_id": its,
        "title": "停车方案意向排序",
        "method": "irv",
        "legal_class": "R-XS",
        "state": "certified",
        "opens_at": tx.now - 9 * DAY,
        "closes_at": tx.now - DAY,
        "first_closes_at": tx.now - DAY,
        "lot_seed": "bench",
        "roll_size": 20_000,
        "roll_fingerprint": "9f2c" * 16,
        "created_by": "bench",
        "created_at": tx.now,
        "result": result,
    }


def _pay(tx: Transaction, put: Put, community_id: str, who: Any) -> None:
    """Two campaigns, one still open; a pledge, a receipt and a posted transfer for each payment."""
    ids = [tx.new_id(), tx.new_id()]
    motion = tx.connection.scalar(select(motions.c.id).where(motions.c.number == POLLS))
    put(
        campaigns,
        [
            {
                "id": its,
                "number": n,
                "title": "立体停车场",
                "body": "车位",
                "motion_id": motion,
                "state": "open" if n == len(ids) else "settled",
                "target_fen": 51_000_000,
                "minimum_fen": 100,
                "mode": "flexible",
                "deadline": tx.now + 30 * DAY,
                "account_holder": "业委会",
                "account_last4": "1234",
                "surplus_rule": "refund_pro_rata",
                "created_by": "bench",
                "created_at": tx.now,
                "opened_at": tx.now,
            }
            for n, its in enumerate(ids, 1)
        ],
    )
    gifts = [
        Gift(giver=who[n], at=tx.now - (TRANSFERS - n - 1) * 600, amount_fen=100 + n % 900)
        for n in range(TRANSFERS)
    ]
    past = TRANSFERS - OPEN_TRANSFERS
    give(tx, put, community_id, (ids[0], 1), gifts[:past])
    give(tx, put, community_id, (ids[1], 2), gifts[past:])


def _propose(tx: Transaction, put: Put, who: Any) -> None:
    ids = {n: tx.new_id() for n in range(1, PROPOSALS + 1)}
    put(
        proposals,
        [
            {
                "id": its,
                "number": n,
                "author_id": who[n],
                "title": f"第 {n} 号提案：给单元门加一盏灯",
                "body": "晚上看不清台阶。",
                "state": "admitted" if n % 10 == 0 else "closed",
                "submitted_at": tx.now - DAY,
                "changed_at": tx.now,
            }
            for n, its in ids.items()
        ],
    )
    put(
        seconds,
        [
            {"proposal_id": ids[PROPOSALS], "resident_id": each, "seconded_at": tx.now}
            for each in who[:9]
        ],
    )


def _meet(tx: Transaction, put: Put) -> None:
    """Past meetings and one to come; the last past one has its agenda and minutes."""
    ids = {n: tx.new_id() for n in range(1, MEETINGS + 1)}
    put(
        meetings,
        [
            {
                "id": its,
                "number": n,
                "title": f"第 {n} 次议事会",
                "place": "社区活动室",
                "starts_at": tx.now - (MEETINGS - n - 1) * 30 * DAY,
                "state": "announced" if n == MEETINGS else "approved",
            }
            for n, its in ids.items()
        ],
    )
    heard = tx.connection.scalars(
        select(motions.c.id).order_by(motions.c.number).limit(ITEMS)
    ).all()
    put(
        agenda_items,
        [
            {
                "meeting_id": ids[MEETINGS - 1],
                "motion_id": its,
                "position": place,
                "added_at": tx.now,
            }
            for place, its in enumerate(heard, 1)
        ],
    )
    put(
        minutes_sections,
        [
            {
                "meeting_id": ids[MEETINGS - 1],
                "section": f"s{place}",
                "revision": 1,
                "position": place,
                "heading": f"第 {place} 项",
                "text": "会上说了停车的事，大家的意见记在这里。" * 8,
                "source": "person",
                "written_by": "bench",
                "written_at": tx.now,
            }
            for place in range(1, ITEMS + 1)
        ],
    )


def _ask(tx: Transaction, put: Put) -> None:
    """Statements on the motion whose page is measured, open for a month."""
    motion = tx.connection.scalar(select(motions.c.id).where(motions.c.number == POLLS // 2))
    its = tx.new_id()
    put(
        statement_collections,
        [
            {
                "id": its,
                "motion_id": motion,
                "state": "open",
                "seed": "bench",
                "opened_by": "bench",
                "opened_at": tx.now - DAY,
                "closes_at": tx.now + 30 * DAY,
                "of_one_person": 2,
                "characters": 140,
                "smallest_group": 3,
                "shown_from": 10,
            }
        ],
    )
    put(
        statements,
        [
            {
                "collection_id": its,
                "number": n,
                "text": f"第 {n} 条看法：晚上回来找不到地方停车。",
                "state": "accepted",
                "written_at": tx.now - DAY,
            }
            for n in range(1, STATEMENTS + 1)
        ],
    )
