"""The outbox: paced, in order for each chat, nothing lost, one lost chat harms no other."""

import time
from functools import partial

from sqlalchemy import select

from council.kernel.directory import chats
from council.kernel.outbox import queue
from council.kernel.outbox.rate_limiter import RateLimiter
from council.kernel.outbox.sender import CLAIM
from council.kernel.outbox.transport import Delivery, Gone, Sent, Unfit, Unknown, Wait
from council.people.commands import (
    ImportResidents,
    IssueCodes,
    Leave,
    RedeemCode,
    ResidentLine,
    UnbindResident,
)
from tests.council.conftest import Town
from tests.council.kernel.outbox.sending import (
    FakeOutlet,
    SlowOutlet,
    empty,
    notify_all,
    serving,
    states,
    tell,
    until,
)


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
    town.app.bus.submit_run(lambda tx: queue.claim(tx, "resident", "telegram", 10)).result()
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
    pace = RateLimiter(per_second=0, per_chat=20)

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


async def test_pacing_spaces_the_messages_of_one_chat(town: Town):
    town.person("王芳")
    tell(town, "1", "2", "3")
    outlet = FakeOutlet()

    began = time.monotonic()
    await empty(town, outlet, RateLimiter(per_second=0, per_chat=10))

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
    letters = town.app.bus.submit_run(
        lambda tx: queue.claim(tx, "resident", "telegram", 9)
    ).result()
    town.act("王芳", Leave)
    rebind(town, "王芳", to="李明")
    back = partial(queue.note, "resident", letters[0], Wait(seconds=0))
    town.app.bus.submit_run(back).result()
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
    town.app.bus.submit(joining).result()
