"""A clock that jumps closes nothing, turns nobody away, and asks an operator."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from council.app import open_app
from council.falls_due import make_ticker
from council.kernel.app import App
from council.kernel.clock import BOUND, Clock, FixedClock
from council.kernel.config import Settings
from council.kernel.operation.records import accept_clock, beat
from council.kernel.tables import outbox
from council.kernel.ticker.clock_watch import FAR, ClockWatch
from council.kernel.ticker.readiness import Readiness
from council.kernel.ticker.ticker import Ticker
from council.polls.tables import polls
from tests.council.conftest import NOON, Town, found
from tests.council.kernel.ticker.test_ticker import announced, settle
from tests.council.polls.polling import DAY, vote

MONTH = 30 * DAY


class Machine:
    """A machine's two clocks: the wall clock can be set, the steady one only runs."""

    def __init__(self, wall: float) -> None:
        self.wall = wall
        self.steady = 1_000.0

    def runs(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


class Other:
    """Somebody else's clock."""

    def __init__(self, time: float | None = None) -> None:
        self.time = time

    async def ask(self) -> float | None:
        return self.time


@pytest.fixture
def machine() -> Machine:
    return Machine(float(NOON))


@pytest.fixture
def app(sqlite_url: str, machine: Machine, tmp_path: Path) -> Iterator[App]:
    settings = Settings(_env_file=None, database_url=sqlite_url, data_dir=tmp_path)
    clock = Clock(wall=lambda: machine.wall, steady=lambda: machine.steady)
    with open_app(settings, clock=clock) as opened:
        yield opened


class At:
    """What ``Town`` asks of a clock that a test sets."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    @property
    def at(self) -> int:
        return int(self.machine.wall)


@pytest.fixture
def town(app: App, machine: Machine) -> Town:
    return found(app, At(machine), "heyue")  # type: ignore[arg-type]


def state(town: Town) -> str:
    (found_state,) = town.rows(select(polls.c.state))
    return str(found_state[0])


def watched(town: Town, other: Other | None = None) -> tuple[Ticker, Readiness]:
    readiness = Readiness()
    watch = ClockWatch(town.app, readiness, (other or Other()).ask)
    return make_ticker(town.app, readiness, watch=watch), readiness


async def opened(
    town: Town, machine: Machine, other: Other | None = None
) -> tuple[Ticker, Readiness]:
    """A poll that is open for a week more, and the ticker that opened it."""
    announced(town)
    machine.runs(2 * DAY)
    ticker, readiness = watched(town, other)
    await settle(ticker)
    assert state(town) == "open"
    return ticker, readiness


async def test_a_clock_that_is_a_month_ahead_for_a_moment_closes_nothing(
    town: Town, machine: Machine
):
    ticker, readiness = await opened(town, machine)

    machine.wall += MONTH
    machine.runs(4)
    during = (await ticker.tick(), readiness.clock_trouble, state(town))
    ballot = vote(town, "王", "BA")
    machine.wall -= MONTH
    machine.runs(1)
    after = (await ticker.tick(), readiness.clock_trouble, state(town))

    assert during == (0, "the machine's clock has jumped by +30 d", "open")
    assert ballot.cast_at == int(machine.wall) - 1, "taken, at the true time"
    assert after == (0, "", "open")


@pytest.mark.parametrize("seconds", [3600, -3600, MONTH, -MONTH, BOUND + 1, -BOUND - 1])
async def test_a_jump_holds_the_schedule_and_tells_the_facilitators_once(
    town: Town, machine: Machine, seconds: int
):
    ticker, readiness = await opened(town, machine)

    machine.wall += seconds
    for _ in range(3):
        await ticker.tick()
        machine.runs(1)

    assert readiness.clock_trouble.startswith("the machine's clock has jumped by ")
    told = town.rows(select(outbox.c.account, outbox.c.bot).where(outbox.c.notice == "clock_held"))
    assert told == [(town.people["召"].id, "staff")]


@pytest.mark.parametrize("seconds", [1, -1, BOUND - 1, -BOUND + 1])
async def test_a_small_correction_is_followed(town: Town, machine: Machine, seconds: int):
    ticker, readiness = await opened(town, machine)

    machine.wall += seconds
    await ticker.tick()

    assert (readiness.clock_trouble, town.app.clock.now()) == ("", int(machine.wall))


async def test_an_operators_word_lets_it_go_on_by_the_new_time(town: Town, machine: Machine):
    ticker, readiness = await opened(town, machine)
    machine.wall += MONTH
    await ticker.tick()
    elsewhere = Clock(wall=lambda: machine.wall, steady=lambda: machine.steady)
    settings = town.app.settings

    with open_app(settings, clock=elsewhere) as command_line:
        command_line.bus.submit_run(accept_clock).result()
    await settle(ticker)

    assert (readiness.clock_trouble, state(town)) == ("", "counted")


async def test_an_earlier_word_does_not_vouch_for_a_later_jump(town: Town, machine: Machine):
    town.app.bus.submit_run(accept_clock).result()
    ticker, readiness = await opened(town, machine)

    machine.wall += 3600
    await ticker.tick()

    assert readiness.clock_trouble == "the machine's clock has jumped by +60 min"


async def test_another_clock_vouches_for_the_new_time_or_not(town: Town, machine: Machine):
    other = Other()
    ticker, readiness = await opened(town, machine, other)
    machine.wall += MONTH

    other.time = machine.wall - MONTH
    await ticker.tick()
    against = readiness.clock_trouble
    other.time = machine.wall
    ticker._watch._asked = float("-inf")  # type: ignore[union-attr]
    await settle(ticker)

    assert against == "the machine's clock has jumped by +30 d"
    assert (readiness.clock_trouble, state(town)) == ("", "counted")


async def test_a_start_long_after_the_last_sign_of_life_wants_a_second_opinion(
    town: Town, machine: Machine
):
    await opened(town, machine)
    town.app.bus.submit_run(lambda tx: beat(tx, "ticker", "")).result()
    machine.runs(3 * 7 * DAY)

    alone, alone_stands = watched(town)
    await alone.tick()
    held = (alone_stands.clock_trouble, state(town))
    agreed, agreed_stands = watched(town, Other(machine.wall))
    await settle(agreed)

    assert held == ("the machine's clock is 21 d ahead of our last sign of life", "open")
    assert (agreed_stands.clock_trouble, state(town)) == ("", "counted")


async def test_a_start_within_hours_of_the_last_sign_of_life_needs_nobody(
    town: Town, machine: Machine
):
    await opened(town, machine)
    town.app.bus.submit_run(lambda tx: beat(tx, "ticker", "")).result()
    machine.runs(FAR - 60)

    ticker, readiness = watched(town)
    await ticker.tick()

    assert readiness.clock_trouble == ""


async def test_a_start_behind_the_record_waits_until_the_clock_is_set(
    town: Town, machine: Machine
):
    await opened(town, machine)
    machine.wall -= DAY
    town.app.clock.accept()

    ticker, readiness = watched(town)
    await ticker.tick()
    behind = readiness.clock_trouble
    machine.wall += DAY
    await ticker.tick()

    assert behind == "the machine's clock is 24 h behind the record"
    assert readiness.clock_trouble == ""


async def test_a_record_of_the_future_is_forgiven_once_an_operator_has_said_so(
    town: Town, machine: Machine
):
    await opened(town, machine)
    machine.wall -= DAY
    town.app.clock.accept()
    ticker, readiness = watched(town)
    await ticker.tick()
    asked = readiness.clock_trouble

    town.app.bus.submit_run(accept_clock).result()
    await ticker.tick()
    restarted, stands = watched(town)
    await restarted.tick()

    assert (asked != "", readiness.clock_trouble, stands.clock_trouble) == (True, "", "")


@pytest.mark.postgres
async def test_a_database_with_another_time_holds_the_schedule(postgres_url: str, tmp_path: Path):
    settings = Settings(_env_file=None, database_url=postgres_url, data_dir=tmp_path)
    true = Clock()
    ahead = Clock(wall=lambda: true.wall() + 5430)
    with open_app(settings, clock=ahead) as app:
        readiness = Readiness()
        watch = ClockWatch(app, readiness)

        before = await watch.look()
        trouble = readiness.clock_trouble
        app.bus.submit_run(accept_clock).result()
        after = await watch.look()

    assert (before, after) == (False, True)
    assert trouble == "the database's clock is −90 min away from this machine's"


async def test_a_clock_that_a_test_sets_is_never_held(town: Town, tmp_path: Path):
    clock = FixedClock(NOON)
    with open_app(town.app.settings, clock=clock) as app:
        watch = ClockWatch(app, Readiness())
        clock.at += MONTH

        assert await watch.look()
