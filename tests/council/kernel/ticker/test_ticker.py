"""The ticker: nothing due is forgotten, nothing is done twice, one failure stops no other."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from sqlalchemy import select, update

from council.checks.every import i5_closed_once
from council.falls_due import make_ticker
from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.tables import acts
from council.kernel.ticker import ticker as schedule
from council.kernel.ticker.readiness import Readiness
from council.kernel.ticker.ticker import Ticker
from council.kernel.values import CLOCK, OPERATOR, value
from council.meetings.commands import RemindMeeting
from council.people.commands import GrantRole
from council.polls import falls_due as polls_due
from council.polls.commands import AnnouncePoll, ExtendPoll
from council.polls.tables import polls
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import (
    DAY,
    WEEK,
    draft_ranking,
    open_ratification,
    put_motion,
    vote,
)
from tests.council.resolutions.deciding import populate


@value
class NobodyAnswersThis(Command[str]):
    """A command without a use case: asking for it is a bug."""

    verb: ClassVar[str] = "poll.open"


@dataclass
class Owed:
    """Owes the same commands at every look."""

    commands: tuple[Command[Any], ...]

    def __call__(self, _tx: Transaction) -> tuple[Command[Any], ...]:
        return self.commands


def announced(town: Town) -> int:
    """A ranking that opens tomorrow and closes a week later; its number."""
    for name, role in (("召", "facilitator"), ("王", ""), ("李", "")):
        town.person(name, *filter(None, (role,)))
    put_motion(town)
    number: int = draft_ranking(
        town, opens_at=town.clock.at + DAY, closes_at=town.clock.at + DAY + WEEK
    ).number
    town.act("召", AnnouncePoll, poll=number)
    return number


def state(town: Town) -> str:
    found: str = town.rows(select(polls.c.state))[0].state
    return found


async def settle(ticker: Ticker) -> int:
    """Tick until nothing is due; tells how many commands that took."""
    done = 0
    while did := await ticker.tick():
        done += did
    return done


async def test_a_server_that_slept_for_weeks_opens_closes_and_counts_in_turn(town: Town):
    announced(town)
    ticker = make_ticker(town.app, Readiness())
    await settle(ticker)

    town.clock.at += 30 * DAY
    await settle(ticker)

    assert state(town) == "counted"


async def test_a_restart_in_between_does_nothing_twice(town: Town):
    announced(town)
    town.clock.at += 2 * DAY

    await settle(make_ticker(town.app, Readiness()))
    vote(town, "王", "BA")
    town.clock.at += WEEK
    await settle(make_ticker(town.app, Readiness()))
    before = town.rows(select(acts.c.verb).order_by(acts.c.number))
    again = await settle(make_ticker(town.app, Readiness()))

    assert (state(town), again) == ("counted", 0)
    assert town.rows(select(acts.c.verb).order_by(acts.c.number)) == before


@pytest.mark.parametrize(
    "wiped", [{}, {"closed_at": None}, {"closed_at": None, "counted_at": None, "result": None}]
)
async def test_a_poll_opened_again_by_hand_is_seen_and_not_closed_again(
    town: Town, caplog: pytest.LogCaptureFixture, wiped: dict[str, None]
):
    announced(town)
    town.clock.at += 2 * WEEK
    await settle(make_ticker(town.app, Readiness()))
    later = {"state": "open", "closes_at": town.clock.at + WEEK, **wiped}
    town.app.bus.submit_run(lambda tx: tx.connection.execute(update(polls).values(later))).result()

    readiness = Readiness()
    await settle(make_ticker(town.app, readiness))
    town.clock.at += 2 * WEEK
    await settle(make_ticker(town.app, Readiness()))
    checked = town.app.bus.read_now(i5_closed_once)

    assert readiness.record_trouble == "opened again in the database: heyue poll 1"
    assert "heyue poll 1: closed once, and opened again in the database" in caplog.text
    assert (state(town), checked.state) == ("open", "broken")


async def test_a_command_that_fails_stops_no_other(town: Town, caplog: pytest.LogCaptureFixture):
    announced(town)
    town.clock.at += 2 * DAY
    broken = NobodyAnswersThis(actor=CLOCK, community_id=town.id)
    readiness = Readiness()
    ticker = make_ticker(town.app, readiness, (Owed((broken,)), polls_due.falls_due))

    done = [await ticker.tick(), await ticker.tick(), await ticker.tick()]

    assert (done, state(town)) == ([1, 0, 0], "open")
    assert readiness.clock == 0, "what failed is still owed: the schedule is behind"
    told = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(told) == 1


async def test_a_noun_that_cannot_be_read_stops_no_other(
    town: Town, caplog: pytest.LogCaptureFixture
):
    announced(town)
    town.clock.at += 2 * DAY

    def unreadable(_tx: Transaction) -> tuple[Command[Any], ...]:
        message = "a bug"
        raise KeyError(message)

    ticker = make_ticker(town.app, Readiness(), (unreadable, polls_due.falls_due))

    await settle(ticker)

    assert state(town) == "open"
    assert "a bug" in caplog.text


async def test_a_refused_command_is_logged_once(town: Town, caplog: pytest.LogCaptureFixture):
    refused = RemindMeeting(actor=CLOCK, community_id=town.id, number=999)
    readiness = Readiness()
    ticker = make_ticker(town.app, readiness, (Owed((refused,)),))

    done = [await ticker.tick() for _ in range(3)]

    assert done == [0, 0, 0]
    assert readiness.clock == town.clock.at
    assert [record.levelno for record in caplog.records if record.name == schedule.__name__] == [
        logging.WARNING
    ]


async def test_a_command_that_leaves_itself_due_does_not_spin(
    town: Town, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(schedule, "IN_A_ROW", 3)
    looks: list[int] = []
    town.person("召", "facilitator")

    def forever(tx: Transaction) -> tuple[Command[Any], ...]:
        looks.append(tx.now)
        grant = GrantRole(actor=OPERATOR, community_id=town.id, ref="召", role="chair")
        return (grant,)

    serving = asyncio.create_task(make_ticker(town.app, Readiness(), (forever,)).serve(every=30))
    await asyncio.sleep(0.5)
    serving.cancel()

    assert len(looks) == 3


async def test_an_extended_vote_is_closed_and_counted_after_its_first_close(town: Town):
    populate(town)
    open_ratification(town)
    town.act("召", ExtendPoll, poll=1, closes_at=NOON + 50 * DAY, reason="人数不够")
    town.clock.at = NOON + 30 * DAY
    readiness = Readiness()
    await settle(make_ticker(town.app, readiness))
    first = state(town)
    town.clock.at = NOON + 50 * DAY
    await settle(make_ticker(town.app, readiness))

    checked = town.app.bus.read_now(i5_closed_once)

    assert (first, state(town)) == ("open", "counted")
    assert (readiness.record_trouble, checked.state) == ("", "holds")
