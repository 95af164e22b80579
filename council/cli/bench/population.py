"""A community under load: residents with chat accounts, one open ranking, confirmed sheets."""

from itertools import islice

from sqlalchemy import insert

from council.kernel.app import App
from council.kernel.database.ids import new_id
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, chats, communities, residents
from council.kernel.values import Account, value
from council.motions.tables import motions
from council.polls.ballots.commands import BallotSheet, TypeRanking
from council.polls.tables import ballots, electorate, poll_options, polls

SLUG = "bench"
FIRST_ACCOUNT = 7_000_000
OPTIONS = ("A", "B", "C", "D")
#: Orders that voters type, in turn.
ORDERS = ("3 1 2", "1 2 3 4", "2 4", "4 3 2 1", "1", "2 1 3")
CHUNK = 10_000
DAY = 86_400


@value
class Population:
    """Who can vote, and with which confirmed sheet."""

    community_id: str
    poll_id: str
    voters: tuple[Account, ...]
    revisions: tuple[int, ...]


def populate(app: App, size: int) -> Population:
    """Put ``size`` residents on the list, all joined, with one open poll for them."""
    poll_id, community_id = new_id(), new_id()
    app.bus.submit_run(lambda tx: _open_poll(tx, community_id, poll_id, size)).result()
    voters = tuple(Account(channel="telegram", id=str(FIRST_ACCOUNT + n)) for n in range(size))
    numbers = iter(range(size))
    while chunk := list(islice(numbers, CHUNK)):
        app.bus.submit_run(
            lambda tx, chunk=chunk: _people(tx, community_id, poll_id, chunk)  # type: ignore[misc]
        ).result()
    return Population(community_id=community_id, poll_id=poll_id, voters=voters, revisions=())


def confirm_sheets(app: App, population: Population) -> Population:
    """Let every voter type an order; their sheets wait for the confirming button."""
    waiting = [
        app.bus.submit(TypeRanking(actor=voter, text=ORDERS[n % len(ORDERS)], poll=1))
        for n, voter in enumerate(population.voters)
    ]
    revisions = []
    for answer in waiting:
        sheet = answer.result()
        assert isinstance(sheet, BallotSheet), sheet
        revisions.append(sheet.revision)
    return Population(
        community_id=population.community_id,
        poll_id=population.poll_id,
        voters=population.voters,
        revisions=tuple(revisions),
    )


def store_ballots(app: App, population: Population, count: int, *, first: int = 2) -> None:
    """Store ``count`` ballots of other polls, so that the tables are as full as after years.

    ``first`` is the number of the first of these polls.
    """
    per_poll = len(population.voters)
    number = first
    while count > 0:
        these = min(count, per_poll)
        app.bus.submit_run(
            lambda tx, number=number, these=these: _old_poll(  # type: ignore[misc]
                tx, population.community_id, number, these
            )
        ).result()
        number += 1
        count -= these


def _open_poll(tx: Transaction, community_id: str, poll_id: str, size: int) -> None:
    execute = tx.connection.execute
    execute(
        insert(communities),
        [
            {
                "id": community_id,
                "slug": SLUG,
                "name": "bench",
                "locale": "zh_CN",
                "timezone": "Asia/Shanghai",
                "profile": "national",
                "demo": 0,
                "created_at": tx.now,
            }
        ],
    )
    _poll(tx, community_id, poll_id, number=1, size=size, state="open")


def _poll(
    tx: Transaction, community_id: str, poll_id: str, *, number: int, size: int, state: str
) -> None:
    motion_id = tx.new_id()
    execute = tx.connection.execute
    execute(
        insert(motions),
        [
            {
                "community_id": community_id,
                "id": motion_id,
                "number": number,
                "title": "停车",
                "body": "停车",
                "legal_class": "R-XS",
                "state": "put",
                "drafted_by": "bench",
                "drafted_at": tx.now,
                "changed_at": tx.now,
            }
        ],
    )
    execute(
        insert(polls),
        [
            {
                "community_id": community_id,
                "id": poll_id,
                "number": number,
                "kind": "ranking",
                "motion_id": motion_id,
                "title": "停车方案意向排序",
                "method": "irv",
                "legal_class": "R-XS",
                "state": state,
                "opens_at": tx.now - DAY,
                "closes_at": tx.now + DAY,
                "first_closes_at": tx.now + DAY,
                "lot_seed": "bench",
                "roll_size": size,
                "created_by": "bench",
                "created_at": tx.now,
            }
        ],
    )
    execute(
        insert(poll_options),
        [
            {
                "community_id": community_id,
                "poll_id": poll_id,
                "letter": letter,
                "position": position,
                "title": f"方案{letter}",
                "body": "",
                "status_quo": int(letter == OPTIONS[-1]),
            }
            for position, letter in enumerate(OPTIONS)
        ],
    )


def _people(tx: Transaction, community_id: str, poll_id: str, numbers: list[int]) -> None:
    ids = {n: tx.new_id() for n in numbers}
    execute = tx.connection.execute
    execute(
        insert(residents),
        [
            {
                "community_id": community_id,
                "id": ids[n],
                "ref": f"R{n:06d}",
                "name": f"居民{n}",
                "unit": f"{n % 20}-1-{n}",
                "adult": 1,
                "large": 0,
                "joined_at": tx.now,
            }
            for n in numbers
        ],
    )
    execute(
        insert(accounts),
        [
            {
                "channel": "telegram",
                "account": str(FIRST_ACCOUNT + n),
                "community_id": community_id,
                "resident_id": ids[n],
                "bound_at": tx.now,
            }
            for n in numbers
        ],
    )
    execute(
        insert(chats),
        [
            {"bot": "resident", "account": str(FIRST_ACCOUNT + n), "opened_at": tx.now}
            for n in numbers
        ],
    )
    execute(
        insert(electorate),
        [
            {
                "community_id": community_id,
                "poll_id": poll_id,
                "slot": f"R{n:06d}",
                "resident_id": ids[n],
            }
            for n in numbers
        ],
    )


def _old_poll(tx: Transaction, community_id: str, number: int, count: int) -> None:
    poll_id = tx.new_id()
    _poll(tx, community_id, poll_id, number=number, size=count, state="certified")
    tx.connection.execute(
        insert(ballots),
        [
            {
                "community_id": community_id,
                "poll_id": poll_id,
                "slot": f"R{n:06d}",
                "revision": 1,
                "content": '[["C"],["A"],["B"]]',
                "channel": "chat",
                "cast_at": tx.now,
                "cast_by": "bench",
            }
            for n in range(count)
        ],
    )
