"""The outbox: paced, in order for each chat, nothing lost, one lost chat harms no other."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from council.bootstrap import Hall, open_hall
from council.clock import FixedClock
from council.commands.people import (
    ImportResidents,
    IssueCodes,
    Leave,
    RedeemCode,
    ResidentLine,
    UnbindResident,
)
from council.config import Settings
from council.outbox import queue, sender
from council.outbox.outlet import Delivery, Gone, Sent, Unfit, Unknown, Wait
from council.outbox.pace import Pace
from council.outbox.sender import CLAIM, Sender
from council.storage.outbox import everyone, notify
from council.storage.tables.dialogue import outbox
from council.storage.tables.people import chats
from council.wording.screen import Screen
from tests.council.conftest import Town, found

UNPACED = Pace(per_second=0, per_chat=0)


class FakeOutlet:
    """Answers as it is told, and remembers what it delivered."""

    def __init__(
        self, answer: Callable[[str, str], Delivery] = lambda _account, _text: Sent()
    ) -> None:
        self.answer = answer
        self.sent: list[tuple[str, str]] = []

    async def send(self, account: str, screen: Screen) -> Delivery:
        delivery = self.answer(account, screen.text)
        if isinstance(delivery, Sent | Unknown):
            self.sent.append((account, screen.text))
        return delivery


class SlowOutlet(FakeOutlet):
    """Holds what goes to one account until ``go`` is set."""

    def __init__(self, slow: str) -> None:
        super().__init__()
        self.slow = slow
        self.go = asyncio.Event()
        self.held = False

    async def send(self, account: str, screen: Screen) -> Delivery:
        if account == self.slow:
            self.held = True
            await self.go.wait()
        return await super().send(account, screen)


class Troubled:
    """A desk whose database is away for some writes: the first ``after`` pass, ``fails`` do not.

    ``loses_answer``: the write is done, but its answer gets lost.
    """

    def __init__(
        self, desk: Any, *, fails: int, after: int = 0, loses_answer: bool = False
    ) -> None:
        self.desk = desk
        self.passing = after
        self.failing = fails
        self.loses_answer = loses_answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.desk, name)

    async def run(self, function: Any) -> Any:
        if self.passing > 0:
            self.passing -= 1
        elif self.failing > 0:
            self.failing -= 1
            if self.loses_answer:
                await self.desk.run(function)
            raise OperationalError("COMMIT", {}, Exception("the database is away"))
        return await self.desk.run(function)


@asynccontextmanager
async def serving(
    town: Town, outlet: FakeOutlet, pace: Pace = UNPACED, hall: Hall | None = None
) -> AsyncIterator[None]:
    """Serve the outbox while the block runs, then stop politely."""
    task = asyncio.create_task(Sender(hall or town.hall, "resident", outlet, pace).serve())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(predicate: Callable[[], bool]) -> None:
    for _ in range(1000):
        if predicate():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("waited in vain")


def notify_all(town: Town, *, notice: str, subject: str) -> None:
    """Queue a notice for everybody."""
    town.hall.desk.submit_run(
        lambda tx: notify(
            tx,
            town.id,
            everyone(town.id),
            notice=notice,
            subject=subject,
            params={"text": subject},
        )
    ).result()


def tell(town: Town, *subjects: str) -> None:
    """Queue the same notice about several subjects for everybody."""
    for subject in subjects:
        notify_all(town, notice="test", subject=subject)


async def empty(town: Town, outlet: FakeOutlet, pace: Pace = UNPACED) -> int:
    return await Sender(town.hall, "resident", outlet, pace).empty()


def states(town: Town) -> list[tuple[str, str]]:
    return [
        tuple(row)
        for row in town.rows(select(outbox.c.subject, outbox.c.state).order_by(outbox.c.id))
    ]


async def test_letters_of_a_chat_leave_in_order(town: Town):
    town.person("王芳")
    tell(town, "1", "2", "3")
    outlet = FakeOutlet()

    await empty(town, outlet)

    assert [text for _, text in outlet.sent] == ["1", "2", "3"]
    assert states(town) == [("1", "sent"), ("2", "sent"), ("3", "sent")]


async def test_the_same_notice_about_the_same_subject_reaches_a_person_once(town: Town):
    town.person("王芳")
    tell(town, "1", "1")
    outlet = FakeOutlet()

    await empty(town, outlet)

    assert len(outlet.sent) == 1


async def test_a_chat_that_must_wait_keeps_its_order_and_stops_no_other(town: Town):
    town.person("王芳")
    town.person("李明")
    tell(town, "1", "2")
    slow = town.people["王芳"].id
    flooded = [True]
    outlet = FakeOutlet(
        lambda account, _: Wait(seconds=30) if account == slow and flooded[0] else Sent()
    )

    await empty(town, outlet)
    during = list(outlet.sent)
    await empty(town, outlet)
    flooded[0] = False
    town.clock.at += 40
    await empty(town, outlet)

    other = town.people["李明"].id
    assert during == [(other, "1"), (other, "2")]
    assert outlet.sent == [(other, "1"), (other, "2"), (slow, "1"), (slow, "2")]


async def test_a_blocked_chat_ends_alone(town: Town):
    town.person("王芳")
    town.person("李明")
    tell(town, "1", "2")
    gone = town.people["王芳"].id
    outlet = FakeOutlet(lambda account, _: Gone(why="blocked") if account == gone else Sent())

    await empty(town, outlet)
    tell(town, "3")
    await empty(town, outlet)

    other = town.people["李明"].id
    assert outlet.sent == [(other, "1"), (other, "2"), (other, "3")]
    blocked = town.rows(
        select(chats.c.blocked_at).where(chats.c.account == gone, chats.c.bot == "resident")
    )
    assert blocked == [(town.clock.at,)]


async def test_an_unclear_answer_is_sent_again_and_a_refused_letter_is_not(town: Town):
    town.person("王芳")
    tell(town, "unclear", "unfit")
    answers: list[Delivery] = [Unknown(why="timeout"), Sent(), Unfit(why="bad")]
    outlet = FakeOutlet(lambda _account, _text: answers.pop(0))

    await empty(town, outlet)
    town.clock.at += 5
    await empty(town, outlet)

    assert [text for _, text in outlet.sent] == ["unclear", "unclear"]
    assert states(town) == [("unclear", "sent"), ("unfit", "dead")]


async def test_letters_on_their_way_at_a_crash_leave_again(town: Town):
    town.person("王芳")
    tell(town, "1")
    town.hall.desk.submit_run(lambda tx: queue.claim(tx, "resident", 10)).result()
    outlet = FakeOutlet()

    async with serving(town, outlet):
        await until(lambda: len(outlet.sent) == 1)

    assert outlet.sent == [(town.people["王芳"].id, "1")]


async def test_a_letter_that_cannot_be_worded_ends_alone(town: Town):
    town.person("王芳")
    notify_all(town, notice="no_such_notice", subject="bug")
    tell(town, "1")
    outlet = FakeOutlet()

    await empty(town, outlet)

    assert [text for _, text in outlet.sent] == ["1"]
    assert states(town) == [("bug", "dead"), ("1", "sent")]


async def test_a_channel_that_breaks_our_code_costs_one_letter_only(town: Town):
    town.person("王芳")
    tell(town, "1", "2")

    def broken(_account: str, text: str) -> Delivery:
        if text == "1":
            message = "a bug in drawing"
            raise ValueError(message)
        return Sent()

    await empty(town, FakeOutlet(broken))

    assert states(town) == [("1", "dead"), ("2", "sent")]


async def test_after_a_block_no_further_letter_is_tried(town: Town):
    town.person("王芳")
    tell(town, "1", "2", "3")
    tries: list[str] = []

    def gone(_account: str, text: str) -> Delivery:
        tries.append(text)
        return Gone(why="blocked")

    await empty(town, FakeOutlet(gone))
    await empty(town, FakeOutlet(gone))

    assert tries == ["1"]
    assert states(town) == [("1", "dead"), ("2", "dead"), ("3", "dead")]


async def test_a_slow_chat_holds_up_nobody_else(town: Town):
    town.person("王芳")
    town.person("李明")
    slow, quick = town.people["王芳"].id, town.people["李明"].id
    outlet = SlowOutlet(slow)

    async with serving(town, outlet):
        tell(town, "1")
        await until(lambda: outlet.held and len(outlet.sent) == 1)
        tell(town, "2")
        await until(lambda: len(outlet.sent) == 2)
        held = list(outlet.sent)
        outlet.go.set()
        await until(lambda: len(outlet.sent) == 4)

    assert held == [(quick, "1"), (quick, "2")]
    assert outlet.sent[2:] == [(slow, "1"), (slow, "2")]


async def test_one_chat_with_very_many_letters_does_not_starve_the_others(town: Town):
    town.person("王芳")
    tell(town, *(str(n) for n in range(2 * CLAIM)))
    town.person("李明")
    tell(town, "to both")
    many, other = town.people["王芳"].id, town.people["李明"].id
    outlet = FakeOutlet()
    pace = Pace(per_second=0, per_chat=20)

    async with serving(town, outlet, pace):
        await until(lambda: (other, "to both") in outlet.sent)
        before = len(outlet.sent)
        theirs = [text for account, text in outlet.sent if account == many]

    assert before < 2 * CLAIM
    assert theirs == [str(n) for n in range(len(theirs))]


async def test_letters_that_wait_for_their_chat_do_not_fill_the_claim(town: Town):
    town.person("王芳")
    tell(town, *(str(n) for n in range(CLAIM + 10)))
    flooded = town.people["王芳"].id
    outlet = FakeOutlet(lambda account, _: Wait(seconds=99) if account == flooded else Sent())
    await empty(town, outlet)
    town.person("李明")
    tell(town, "news")

    await empty(town, outlet)

    assert outlet.sent == [(town.people["李明"].id, "news")]


async def test_a_channel_that_is_away_for_days_loses_nothing(town: Town):
    town.person("王芳")
    tell(town, "1")
    outlet = FakeOutlet(lambda _account, _text: Unknown(why="away"))
    for _ in range(60):
        await empty(town, outlet)
        town.clock.at += 3_700

    back = FakeOutlet()
    await empty(town, back)

    assert [text for _, text in back.sent] == ["1"]


async def test_a_stop_lets_the_letter_in_hand_arrive_and_keeps_the_rest(town: Town):
    town.person("王芳")
    tell(town, "1", "2")
    outlet = SlowOutlet(town.people["王芳"].id)

    async with serving(town, outlet):
        await until(lambda: outlet.held)
        asyncio.get_running_loop().call_later(0.3, outlet.go.set)

    assert [text for _, text in outlet.sent] == ["1"]
    assert states(town) == [("1", "sent"), ("2", "queued")]


async def test_what_was_sent_is_noted_although_the_database_was_away(
    town: Town, caplog: pytest.LogCaptureFixture
):
    town.person("王芳")
    tell(town, "1")
    outlet = FakeOutlet()
    troubled = Troubled(town.hall.desk, fails=1, after=2)

    async with serving(town, outlet, hall=replace(town.hall, desk=troubled)):
        await until(lambda: states(town) == [("1", "sent")])

    assert len(outlet.sent) == 1
    assert "not noted yet" in caplog.text


async def test_a_database_that_stays_away_does_not_fill_the_log(
    town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    town.person("王芳")
    tell(town, "1")
    outlet = FakeOutlet()
    troubled = Troubled(town.hall.desk, fails=100)
    monkeypatch.setattr(sender, "PAUSE", 0.001)
    monkeypatch.setattr(sender, "AGAIN", 0.001)

    async with serving(town, outlet, hall=replace(town.hall, desk=troubled)):
        await until(lambda: states(town) == [("1", "sent")])

    told = [record for record in caplog.records if record.name == sender.log.name]
    assert [(each.levelname, each.exc_info) for each in told][:1] == [("WARNING", None)]
    assert len(told) < 10


async def test_a_claim_whose_commit_was_in_doubt_is_not_forgotten(town: Town):
    town.person("王芳")
    tell(town, "1")
    outlet = FakeOutlet()
    troubled = Troubled(town.hall.desk, fails=1, after=1, loses_answer=True)

    async with serving(town, outlet, hall=replace(town.hall, desk=troubled)):
        await until(lambda: states(town) == [("1", "sent")])

    assert len(outlet.sent) == 1


@pytest.mark.postgres
async def test_of_two_senders_one_sends_and_the_other_takes_over(
    postgres_url: str, clock: FixedClock, tmp_path: Path
):
    settings = Settings(_env_file=None, database_url=postgres_url, data_dir=tmp_path)
    with open_hall(settings, clock=clock) as one, open_hall(settings, clock=clock) as two:
        town = found(one, clock, "heyue")
        town.person("王芳")
        first, second = FakeOutlet(), FakeOutlet()
        async with serving(town, second, hall=two):
            async with serving(town, first, hall=one):
                tell(town, *(str(n) for n in range(20)))
                await until(lambda: len(first.sent) + len(second.sent) == 20)
                split = (len(first.sent), len(second.sent))
            if split == (0, 20):
                first, second = second, first
            tell(town, "later")
            await until(lambda: len(first.sent) + len(second.sent) == 21)

    assert sorted(split) == [0, 20]
    assert sorted(text for _, text in (*first.sent, *second.sent)) == sorted(
        [*(str(n) for n in range(20)), "later"]
    )


async def test_pacing_spaces_the_messages_of_one_chat(town: Town):
    town.person("王芳")
    tell(town, "1", "2", "3")
    outlet = FakeOutlet()

    began = time.monotonic()
    await empty(town, outlet, Pace(per_second=0, per_chat=10))

    assert time.monotonic() - began >= 0.2


async def test_a_notice_for_an_account_that_has_left_is_not_sent(town: Town):
    town.person("王芳")
    town.person("李明")
    tell(town, "1")
    town.act("王芳", Leave)
    town.operate(UnbindResident, ref="李明")
    outlet = FakeOutlet()

    await empty(town, outlet)

    assert outlet.sent == []
    assert states(town) == [("1", "dead"), ("1", "dead")]


async def test_a_notice_does_not_reach_whoever_has_the_account_now(town: Town):
    """It was on its way when its reader left, had to wait, and the phone is somebody else's."""
    town.person("王芳")
    tell(town, "1")
    letters = town.hall.desk.submit_run(lambda tx: queue.claim(tx, "resident", 9)).result()
    town.act("王芳", Leave)
    rebind(town, "王芳", to="李明")
    back = partial(queue.note, "resident", letters[0], Wait(seconds=0))
    town.hall.desk.submit_run(back).result()
    town.clock.at += 60
    outlet = FakeOutlet()

    await empty(town, outlet)

    assert outlet.sent == []
    assert states(town) == [("1", "dead")]


def rebind(town: Town, name: str, *, to: str) -> None:
    """Let somebody else join with an account that was freed, a second later."""
    town.clock.at += 1
    line = ResidentLine(ref=to, name=to, unit="1-1-101", adult=True, owner_key=None, locale=None)
    town.operate(ImportResidents, lines=(line,))
    code = town.operate(IssueCodes, refs=(to,)).codes[0].code
    joining = RedeemCode(actor=town.people[name], code=code, bot="resident")
    town.hall.desk.submit(joining).result()
