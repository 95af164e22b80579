"""The desk: one commit for many, an undo for each refusal, one answer for each update."""

import asyncio
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, event, func, insert, select
from sqlalchemy.exc import OperationalError

from council.app import open_app
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.database import engines
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import clock_marks, processed_updates
from council.kernel.values import Cause
from council.people.commands import ChangeSettings, GrantRole, SettingsView
from tests.council.conftest import NOON, Town, found


def mark(town: Town, name: str) -> Any:
    """A function of the transaction that writes one row."""

    def write(tx: Transaction) -> str:
        row = {"community_id": town.id, "mark": name, "subject": "x", "marked_at": tx.now}
        tx.connection.execute(insert(clock_marks), [row])
        return name

    return write


def marks(town: Town) -> set[str]:
    return {row.mark for row in town.rows(select(clock_marks.c.mark))}


def stall(town: Town) -> threading.Event:
    """Hold the writer until the event is set, so that what follows waits and shares a commit."""
    go, busy = threading.Event(), threading.Event()

    def hold(_: Transaction) -> None:
        busy.set()
        go.wait(10)

    town.app.bus.submit_run(hold)
    busy.wait(10)
    return go


def test_a_refusal_undoes_what_its_own_command_wrote_and_nothing_else(town: Town):
    def write_then_refuse(tx: Transaction) -> Refusal:
        mark(town, "refused")(tx)
        return refuse("people.unknown")

    go = stall(town)
    answers = [
        town.app.bus.submit_run(step)
        for step in (mark(town, "before"), write_then_refuse, mark(town, "after"))
    ]
    go.set()

    assert [answer.result(10) for answer in answers] == [
        "before",
        Refusal("people.unknown"),
        "after",
    ]
    assert marks(town) == {"before", "after"}


def test_a_bug_in_one_command_fails_only_its_own_caller(town: Town):
    def broken(tx: Transaction) -> None:
        mark(town, "broken")(tx)
        message = "a bug"
        raise ValueError(message)

    go = stall(town)
    before: Future[Any] = town.app.bus.submit_run(mark(town, "before"))
    bug = town.app.bus.submit_run(broken)
    after: Future[Any] = town.app.bus.submit_run(mark(town, "after"))
    go.set()

    assert (before.result(10), after.result(10)) == ("before", "after")
    with pytest.raises(ValueError, match="a bug"):
        bug.result(10)
    assert marks(town) == {"before", "after"}


def test_a_broken_constraint_fails_only_the_command_that_broke_it(town: Town):
    town.app.bus.submit_run(mark(town, "taken")).result(10)

    go = stall(town)
    good = town.app.bus.submit_run(mark(town, "good"))
    clash = town.app.bus.submit_run(mark(town, "taken"))
    go.set()

    assert good.result(10) == "good"
    assert "IntegrityError" in type(clash.exception(20)).__name__
    assert marks(town) == {"taken", "good"}


def test_the_same_update_twice_in_one_batch_acts_once(town: Town):
    town.person("王芳")
    cause = Cause(bot="resident", update_id=9)
    command = ChangeSettings(actor=town.people["王芳"], cause=cause, locale="en")

    go = stall(town)
    first, second = town.app.bus.submit(command), town.app.bus.submit(command)
    go.set()

    wanted = SettingsView(
        locale="en", large=0, name="王芳", ref="王芳", unit="1-1-101", keys="resident"
    )
    assert (first.result(10), second.result(10)) == (wanted, wanted)
    assert town.rows(select(func.count()).select_from(processed_updates)) == [(1,)]


def test_an_update_that_was_refused_is_refused_again_whatever_has_changed(town: Town):
    town.person("王芳")
    cause = Cause(bot="resident", update_id=10)
    bad = ChangeSettings(actor=town.people["王芳"], cause=cause, locale="fr")
    good = ChangeSettings(actor=town.people["王芳"], cause=cause, locale="en")

    first = town.app.bus.submit(bad).result(10)
    again = town.app.bus.submit(good).result(10)

    assert first == again == Refusal("people.unknown_locale", {"locale": "fr"})


def test_a_role_may_do_only_what_the_matrix_says(town: Town):
    town.person("王芳")

    answer = town.act("王芳", GrantRole, ref="王芳", role="facilitator")

    assert answer == Refusal(
        "policy.not_your_role", {"verb": "people.grant_role", "roles": "operator"}
    )


def test_a_caller_who_gave_up_waiting_harms_nobody(town: Town):
    go = stall(town)
    gone = town.app.bus.submit_run(mark(town, "gone"))
    before_commit = threading.Event()
    running = town.app.bus.submit_run(lambda _tx: before_commit.wait(10))
    gave_up = gone.cancel()
    go.set()
    before_commit.set()

    after = town.app.bus.submit_run(mark(town, "after"))

    assert (gave_up, running.result(10), after.result(10)) == (True, True, "after")
    assert marks(town) == {"after"}


async def test_a_cancelled_task_leaves_the_writer_at_work(town: Town):
    busy, go = threading.Event(), threading.Event()

    def slow(tx: Transaction) -> str:
        busy.set()
        go.wait(10)
        return mark(town, "slow")(tx)

    asking = asyncio.create_task(town.app.bus.run(slow))
    await asyncio.to_thread(busy.wait, 10)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    go.set()

    assert await town.app.bus.run(mark(town, "after")) == "after"
    assert marks(town) == {"slow", "after"}


def test_a_lost_lock_inside_a_shared_commit_is_tried_again(town: Town):
    tries: list[int] = []

    def deadlocked(tx: Transaction) -> str:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("UPDATE …", {}, Exception("deadlock detected"))
        return mark(town, "won")(tx)

    go = stall(town)
    before = town.app.bus.submit_run(mark(town, "before"))
    won = town.app.bus.submit_run(deadlocked)
    go.set()

    assert (before.result(10), won.result(10)) == ("before", "won")
    assert marks(town) == {"before", "won"}


def test_a_desk_that_closed_refuses_to_take_more(database_url: str, tmp_path: Path):
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)
    with open_app(settings) as app:
        pass

    late = app.bus.submit_run(lambda _tx: None)

    with pytest.raises(RuntimeError, match="closed"):
        late.result(5)


@pytest.mark.postgres
def test_connections_that_the_server_ends_are_made_again(postgres_url: str, tmp_path: Path):
    settings = Settings(_env_file=None, database_url=postgres_url, data_dir=tmp_path)
    with open_app(settings) as app:
        town = found(app, FixedClock(NOON), "heyue")
        first = threading.Event()

        def cut_once(tx: Transaction) -> str:
            if not first.is_set():
                first.set()
                end_connections(postgres_url)
            return mark(town, "kept")(tx)

        kept = app.bus.submit_run(cut_once)

        assert kept.result(20) == "kept"
        assert marks(town) == {"kept"}


def end_connections(url: str) -> None:
    """End every other connection to the database, as a restart of the server does."""
    engine = create_engine(engines.database_url(url))
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    engine.dispose()


async def test_what_one_turn_of_the_event_loop_asks_for_shares_one_commit(town: Town):
    commits: list[Any] = []
    event.listen(town.app.bus._write, "commit", commits.append)

    names = await asyncio.gather(*(town.app.bus.run(mark(town, f"m{n}")) for n in range(9)))

    assert names == [f"m{n}" for n in range(9)]
    assert len(commits) == 1


async def test_a_bug_reaches_the_task_that_awaits_it_and_nobody_else(town: Town):
    def broken(_: Transaction) -> None:
        message = "a bug"
        raise ValueError(message)

    good, bad = await asyncio.gather(
        town.app.bus.run(mark(town, "good")),
        town.app.bus.run(broken),
        return_exceptions=True,
    )

    assert good == "good"
    assert repr(bad) == "ValueError('a bug')"


async def test_a_search_that_finds_nothing_leaves_nobody_waiting(town: Town):
    """No event loop takes a StopIteration: whoever awaited it, and all behind them, would wait on."""

    def broken(tx: Transaction) -> str:
        return next(iter(()))

    bus = town.app.bus
    asked = (bus.run(mark(town, "1")), bus.run(broken), bus.run(mark(town, "2")), bus.read(broken))
    async with asyncio.timeout(10):
        answers = await asyncio.gather(*asked, return_exceptions=True)

    assert (answers[0], answers[2], marks(town)) == ("1", "2", {"1", "2"})
    for failed in (answers[1], answers[3]):
        assert isinstance(failed, RuntimeError)
        assert isinstance(failed.__cause__, StopIteration)


async def test_a_task_that_gave_up_before_its_turn_changes_nothing(town: Town):
    go = stall(town)
    gone = asyncio.create_task(town.app.bus.run(mark(town, "gone")))
    stays = asyncio.create_task(town.app.bus.run(mark(town, "stays")))
    await asyncio.sleep(0)
    gone.cancel()
    go.set()

    assert await stays == "stays"
    assert gone.cancelled()
    assert marks(town) == {"stays"}


async def test_closing_finishes_what_this_turn_has_asked_for(sqlite_url: str):
    with open_app(Settings(database_url=sqlite_url), clock=FixedClock(NOON)) as app:
        asked = asyncio.create_task(app.bus.run(lambda tx: tx.now))
        await asyncio.sleep(0)

        app.bus.close()

        assert await asked == NOON
        with pytest.raises(RuntimeError, match="closed"):
            await app.bus.run(lambda tx: tx.now)


async def test_an_event_loop_that_ended_meanwhile_harms_nobody(town: Town):
    busy, go = threading.Event(), threading.Event()

    def hold(_: Transaction) -> None:
        busy.set()
        go.wait(10)

    loop = asyncio.new_event_loop()

    def ask_and_leave() -> None:
        question = loop.create_task(town.app.bus.run(hold))
        loop.run_until_complete(asyncio.sleep(0))
        loop.run_until_complete(asyncio.sleep(0))
        busy.wait(10)
        question.cancel()
        loop.run_until_complete(asyncio.gather(question, return_exceptions=True))
        loop.close()

    await asyncio.to_thread(ask_and_leave)
    go.set()

    assert await town.app.bus.run(mark(town, "later")) == "later"


async def test_what_follows_from_a_command_shares_its_commit_and_is_done_once(town: Town):
    town.person("王芳")
    followed: list[object] = []

    def follow(tx: Transaction, outcome: object) -> None:
        followed.append(outcome)
        mark(town, f"followed {len(followed)}")(tx)

    command = ChangeSettings(
        actor=town.people["王芳"], cause=Cause(bot="resident", update_id=7), large=1
    )
    bus = town.app.bus
    first = await bus.ask(command, then=follow)
    again = await bus.ask(command, then=follow)

    assert isinstance(first, SettingsView)
    assert again == first
    assert followed == [first]
    assert marks(town) == {"followed 1"}


async def test_a_command_whose_following_fails_is_undone_with_it(town: Town):
    town.person("王芳")

    def fail(tx: Transaction, _: object) -> None:
        mark(town, "half done")(tx)
        raise LookupError

    command = ChangeSettings(actor=town.people["王芳"], locale="en")
    with pytest.raises(LookupError):
        await town.app.bus.ask(command, then=fail)

    assert marks(town) == set()
