"""The close race: a ballot must never be committed after the count.

Red with the order of statements that comes to mind first, on either database with its default
settings; green with ours, where every cast and every close takes the poll row's lock first.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, insert, select, update
from sqlalchemy.pool import NullPool

from council.app import open_app
from council.dispatch import run
from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.tables import acts
from council.kernel.values import CLOCK
from council.polls.ballots.casting import cast_many
from council.polls.ballots.commands import BallotCast, BallotSheet, CastBallot
from council.polls.commands import ClosePoll, CountPoll, PollView
from council.polls.tables import ballots, polls
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import RANKED, Step, open_ranking

VOTERS = 6


@contextmanager
def another_process(url: str, clock: FixedClock, folder: Path) -> Iterator[App]:
    """A second desk on the same database, as a second process would have."""
    settings = Settings(_env_file=None, database_url=url, data_dir=folder)
    with open_app(settings, clock=clock) as app:
        yield app


def filled_in(town: Town, *names: str) -> dict[str, CastBallot]:
    """Open a ranking and let everybody fill in a sheet; nobody has cast yet."""
    town.person("召", "facilitator")
    for name in names:
        town.person(name)
    number = open_ranking(town)
    sheets = {name: Step(town=town, name=name, poll=number).sheet("AB") for name in names}
    assert all(isinstance(sheet, BallotSheet) for sheet in sheets.values())
    return {
        name: CastBallot(actor=town.people[name], poll=number, revision=sheet.revision)
        for name, sheet in sheets.items()
    }


def close_command(town: Town) -> ClosePoll:
    return ClosePoll(actor=town.people["召"], poll=1)


def count_command(town: Town) -> CountPoll:
    return CountPoll(actor=CLOCK, community_id=town.id, poll=1)


def ballots_kept(town: Town) -> int:
    found: int = town.rows(select(func.count()).select_from(ballots))[0][0]
    return found


def counted_ballots(app: App, town: Town) -> int:
    view = app.bus.submit(count_command(town)).result()
    assert isinstance(view, PollView)
    assert view.ranking is not None
    return view.ranking.ballots


def test_red_the_naive_order_keeps_a_ballot_after_a_count_of_none(town: Town, database_url: str):
    filled_in(town, "王芳")
    poll = town.rows(select(polls))[0]
    engine = create_engine(database_url, poolclass=NullPool)
    mine = (polls.c.community_id == town.id) & (polls.c.id == poll.id)

    with engine.connect() as caster, engine.connect() as closer:
        seen = caster.scalar(select(polls.c.state).where(mine))
        closer.execute(update(polls).where(mine).values(state="counted"))
        counted = closer.scalar(select(func.count()).select_from(ballots))
        closer.commit()
        if seen == "open":
            row = {
                "community_id": town.id,
                "poll_id": poll.id,
                "slot": "王芳",
                "revision": 1,
                "content": '{"ranking":[["A"]]}',
                "channel": "chat",
                "cast_at": NOON,
                "cast_by": "王芳",
            }
            caster.execute(insert(ballots), [row])
        caster.commit()
    engine.dispose()

    assert (counted, ballots_kept(town)) == (0, 1)


@pytest.mark.postgres
class TestTwoDesksOnOnePostgres:
    """Green: two processes meet at the poll row's lock; both orders, forced."""

    @pytest.fixture
    def database_url(self, postgres_url: str) -> str:
        """Only here do two desks write at once; SQLite lets one writer in at a time."""
        return postgres_url

    def test_a_close_waits_for_a_cast_that_came_first_and_counts_it(
        self, town: Town, database_url: str, clock: FixedClock, tmp_path: Path
    ):
        cast = filled_in(town, "王芳")["王芳"]
        has_cast, may_commit = threading.Event(), threading.Event()

        def slow_cast(tx: Transaction) -> object:
            outcome = cast_many(tx, [cast])[0]
            has_cast.set()
            assert may_commit.wait(30)
            return outcome

        with another_process(database_url, clock, tmp_path) as other:
            casting = town.app.bus.submit_run(slow_cast)
            assert has_cast.wait(30)
            closing = other.bus.submit(close_command(town))
            waited = not closing.done() and not threading.Event().wait(0.3) and not closing.done()
            may_commit.set()
            closed = closing.result()
            counted = counted_ballots(other, town)

        assert waited
        assert isinstance(casting.result(), BallotCast)
        assert isinstance(closed, PollView)
        assert (counted, ballots_kept(town)) == (1, 1)

    def test_a_cast_waits_for_a_close_that_came_first_and_is_refused(
        self, town: Town, database_url: str, clock: FixedClock, tmp_path: Path
    ):
        cast = filled_in(town, "王芳")["王芳"]
        has_closed, may_commit = threading.Event(), threading.Event()

        def slow_close(tx: Transaction) -> object:
            outcome = run(tx, close_command(town))
            has_closed.set()
            assert may_commit.wait(30)
            return outcome

        with another_process(database_url, clock, tmp_path) as other:
            town.app.bus.submit_run(slow_close)
            assert has_closed.wait(30)
            casting = other.bus.submit(cast)
            waited = not threading.Event().wait(0.3) and not casting.done()
            may_commit.set()
            answer = casting.result()
            counted = counted_ballots(other, town)

        assert waited
        assert answer == Refusal("ballot.closed", {**RANKED, "closes_at": NOON + 1})
        assert (counted, ballots_kept(town)) == (0, 0)

    def test_in_a_crowd_every_receipt_is_counted_and_nothing_else(
        self, town: Town, database_url: str, clock: FixedClock, tmp_path: Path
    ):
        names = [f"R{place}" for place in range(VOTERS)]
        casts = filled_in(town, *names)

        with another_process(database_url, clock, tmp_path) as other:
            start = threading.Barrier(VOTERS + 1)
            outcomes: dict[str, object] = {}

            def act(name: str) -> None:
                desk = (town.app if name in names[::2] else other).bus
                start.wait(30)
                outcomes[name] = desk.submit(casts[name]).result()

            threads = [threading.Thread(target=act, args=(name,)) for name in names]
            for thread in threads:
                thread.start()
            start.wait(30)
            other.bus.submit(close_command(town)).result()
            counted = counted_ballots(other, town)
            for thread in threads:
                thread.join()

        receipts = sum(isinstance(outcome, BallotCast) for outcome in outcomes.values())
        refused = sum(isinstance(outcome, Refusal) for outcome in outcomes.values())
        assert receipts + refused == VOTERS
        assert counted == receipts == ballots_kept(town)


def test_green_at_one_desk_every_receipt_is_counted_and_nothing_else(town: Town):
    names = [f"R{place}" for place in range(VOTERS)]
    casts = filled_in(town, *names)
    start = threading.Barrier(VOTERS + 1)
    outcomes: dict[str, object] = {}

    def act(name: str) -> None:
        start.wait(30)
        outcomes[name] = town.app.bus.submit(casts[name]).result()

    threads = [threading.Thread(target=act, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    start.wait(30)
    town.app.bus.submit(close_command(town)).result()
    counted = counted_ballots(town.app, town)
    for thread in threads:
        thread.join()

    receipts = sum(isinstance(outcome, BallotCast) for outcome in outcomes.values())
    assert counted == receipts == ballots_kept(town)


def test_two_close_commands_close_once(town: Town):
    filled_in(town, "王芳")

    closes = [town.app.bus.submit(close_command(town)) for _ in range(2)]
    first, second = [job.result() for job in closes]

    closings = select(func.count()).select_from(acts).where(acts.c.verb == "poll.close")
    outcomes = [(each.state, each.just) for each in (first, second)]
    assert outcomes == [("closed", "close"), ("closed", "")]
    assert town.rows(closings)[0][0] == 1
