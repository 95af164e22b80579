"""The outbox: paced, in order for each chat, nothing lost, one lost chat harms no other."""

import asyncio
import time
from collections.abc import Callable

from sqlalchemy import select

from council.outbox import queue
from council.outbox.outlet import Delivery, Gone, Sent, Unfit, Unknown, Wait
from council.outbox.pace import Pace
from council.outbox.sender import Sender
from council.storage.outbox import everyone, notify
from council.storage.tables.dialogue import outbox
from council.storage.tables.people import chats
from council.wording.screen import Screen
from tests.council.conftest import Town

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


def tell(town: Town, *subjects: str) -> None:
    """Queue the same notice about several subjects for everybody."""
    for subject in subjects:
        town.hall.desk.submit_run(
            lambda tx, subject=subject: notify(
                tx,
                town.id,
                everyone(town.id),
                notice="test",
                subject=subject,
                params={"text": subject},
            )
        ).result()


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
    sender = Sender(town.hall, "resident", outlet, UNPACED)

    serving = asyncio.create_task(sender.serve())
    for _ in range(100):
        if outlet.sent:
            break
        await asyncio.sleep(0.05)
    serving.cancel()

    assert outlet.sent == [(town.people["王芳"].id, "1")]


async def test_pacing_spaces_the_messages_of_one_chat(town: Town):
    town.person("王芳")
    tell(town, "1", "2", "3")
    outlet = FakeOutlet()

    began = time.monotonic()
    await empty(town, outlet, Pace(per_second=0, per_chat=10))

    assert time.monotonic() - began >= 0.2
