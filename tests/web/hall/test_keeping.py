"""Answers that are kept together are kept as each would be alone."""

import asyncio
from typing import Any

from sqlalchemy import select

from council.kernel.screens.screen import Button, Screen, as_json
from council.kernel.values import Account
from council.people.hall.answers import Answer, Kept, answered, keep_answers
from council.people.hall.messages import Asked, Look, Said, all_changed, looked, tell, unread
from council.people.hall.tables import hall_acts, hall_messages, hall_sessions
from tests.web.hall.conftest import Hamlet

_ROWS = select(
    hall_messages.c.account,
    hall_messages.c.bot,
    hall_messages.c.number,
    hall_messages.c.revision,
    hall_messages.c.kind,
).order_by(hall_messages.c.account, hall_messages.c.bot, hall_messages.c.number)


async def members(hamlet: Hamlet, *refs: str) -> list[Account]:
    """Let people come in; tells their accounts, with nothing shown yet."""
    found = []
    for ref in refs:
        before = {row[0] for row in hamlet.rows(select(hall_sessions.c.account))}
        await hamlet.member(ref)
        after = {row[0] for row in hamlet.rows(select(hall_sessions.c.account))}
        found += [Account(channel="web", id=each) for each in after - before]

    def clear(tx: Any) -> None:
        tx.connection.execute(hall_messages.delete())
        tx.connection.execute(hall_acts.delete())

    hamlet.run(clear)
    return found


def answer(account: Account, act: str, text: str = "好", **more: Any) -> Answer:
    """Something that was sent, answered by a few words."""
    screen = Screen(text=text, rows=((Button(label="首页", press="home"),),))
    return Answer(account=account, bot="resident", act=act, screen=screen, **more)


def keep(hamlet: Hamlet, *answers: Answer) -> list[Kept]:
    """Keep answers by one transaction."""
    return hamlet.run(lambda tx: keep_answers(tx, answers))


def ends(kept: list[Kept]) -> list[tuple[int, int, int]]:
    """Tell number, and from which revision to which."""
    return [(each.number, each.before, each.revision) for each in kept]


async def test_a_crowd_is_kept_as_one_after_the_other(hamlet: Hamlet):
    one, other = await members(hamlet, "W001", "W002")

    kept = keep(
        hamlet,
        answer(one, "a", said=Said(text="/help")),
        answer(other, "b", files=(Said(file="x.png", key="k"), Said(file="y.png", key="l"))),
        answer(one, "c"),
        answer(one, "d", pressed=2),
    )

    assert ends(kept) == [(2, 0, 2), (3, 0, 3), (3, 2, 3), (2, 3, 4)]
    assert [[m.kind for m in each.messages] for each in kept] == [
        ["said", "shown"],
        ["file", "file", "shown"],
        ["shown"],
        ["shown"],
    ]
    assert sorted(hamlet.rows(_ROWS)) == sorted(
        [
            (one.id, "resident", 1, 1, "said"),
            (one.id, "resident", 2, 4, "shown"),
            (one.id, "resident", 3, 3, "shown"),
            (other.id, "resident", 1, 1, "file"),
            (other.id, "resident", 2, 2, "file"),
            (other.id, "resident", 3, 3, "shown"),
        ]
    )


async def test_what_was_answered_keeps_its_answer_and_brings_no_news(hamlet: Hamlet):
    (one,) = await members(hamlet, "W001")
    keep(hamlet, answer(one, "a"))

    again = keep(hamlet, answer(one, "a", "anders"), answer(one, "b"))

    assert again[0] == Kept(number=1)
    assert ends(again[1:]) == [(2, 1, 2)]


async def test_two_people_who_send_the_very_same_are_each_answered(hamlet: Hamlet):
    one, other = await members(hamlet, "W001", "W002")

    kept = keep(hamlet, answer(one, "a", "给一"), answer(other, "a", "给二"))
    again = keep(hamlet, answer(one, "a"), answer(other, "b"))
    third = hamlet.run(lambda tx: answered(tx, [(one, "a"), (other, "a"), (other, "c")]))

    assert [[m.body for m in each.messages] for each in kept] == [
        [as_json(answer(one, "a", "给一").screen)],
        [as_json(answer(other, "a", "给二").screen)],
    ]
    assert ends(kept) == [(1, 0, 1), (1, 0, 1)]
    assert again[0] == Kept(number=1)
    assert third == {(one.id, "a"): 1, (other.id, "a"): 1}


async def test_what_one_person_was_answered_is_no_answer_to_another(hamlet: Hamlet):
    one, other = await members(hamlet, "W001", "W002")
    keep(hamlet, answer(one, "a"), answer(one, "b"))

    kept = keep(hamlet, answer(one, "b"), answer(other, "b", "给二"))

    assert kept[0] == Kept(number=2)
    assert ends(kept[1:]) == [(1, 0, 1)]


async def test_a_look_that_comes_late_takes_nothing_back(hamlet: Hamlet):
    (one,) = await members(hamlet, "W001")
    for _ in range(2):
        hamlet.run(lambda tx: tell(tx, one, "resident", Screen(text="通知")))

    def look(tx: Any, *revisions: int) -> None:
        looked(tx, [Look(account=one.id, bot="resident", revision=each) for each in revisions])

    hamlet.run(lambda tx: look(tx, 2, 1))
    together = hamlet.run(lambda tx: unread(tx, one, "resident"))
    hamlet.run(lambda tx: look(tx, 1))
    later = hamlet.run(lambda tx: unread(tx, one, "resident"))

    assert (together, later) == (0, 0)


async def test_the_two_sides_of_one_person_end_by_themselves(hamlet: Hamlet):
    (one,) = await members(hamlet, "W001")
    desk = Answer(account=one, bot="staff", act="s", screen=Screen(text="工作台"))

    kept = keep(hamlet, answer(one, "a"), desk, answer(one, "b"))

    assert ends(kept) == [(1, 0, 1), (1, 0, 1), (2, 1, 2)]


async def test_of_a_device_that_is_signed_out_meanwhile_nothing_is_kept(hamlet: Hamlet):
    (one,) = await members(hamlet, "W001")

    kept = keep(hamlet, answer(one, "a", token="of-no-device-at-all-x"))

    assert kept == [Kept(number=0, gone=True)]
    assert hamlet.rows(_ROWS) == []


async def test_a_notice_that_an_answer_writes_over_is_no_news_any_more(hamlet: Hamlet):
    (one,) = await members(hamlet, "W001")
    hamlet.run(lambda tx: tell(tx, one, "resident", Screen(text="停水通知")))

    keep(hamlet, answer(one, "a", pressed=1))

    assert hamlet.run(lambda tx: unread(tx, one, "resident")) == 0


async def test_looks_and_questions_of_many_are_each_their_own(hamlet: Hamlet):
    one, other = await members(hamlet, "W001", "W002")
    for account in (one, other, one):
        hamlet.run(lambda tx, to=account: tell(tx, to, "resident", Screen(text="通知")))
    asked = [
        Asked(account=one.id, bot="resident", after=0, size=1),
        Asked(account=other.id, bot="resident", after=1, size=9),
        Asked(account=one.id, bot="resident", after=1, size=9),
    ]

    found = hamlet.run(lambda tx: all_changed(tx, asked))
    for revision in (1, 2):
        look = Look(account=one.id, bot="resident", revision=revision)
        hamlet.run(lambda tx, look=look: looked(tx, [look]))

    assert [[m.revision for m in each] for each in found] == [[2], [], [2]]
    assert hamlet.run(lambda tx: unread(tx, one, "resident")) == 0
    assert hamlet.run(lambda tx: unread(tx, other, "resident")) == 1


async def test_presses_of_many_at_once_are_answered_each_by_its_own(hamlet: Hamlet):
    browsers = [await hamlet.member(f"W00{n}") for n in range(1, 5)]

    told = await asyncio.gather(*(each.press("settings") for each in browsers))

    for n, each in enumerate(told, start=1):
        assert f"居民W00{n}" in each["html"]
