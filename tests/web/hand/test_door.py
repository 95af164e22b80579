"""At the door of the pages in the hand: what is pressed there does what it does in the chat, once."""

import asyncio
import json

import pytest
from sqlalchemy import select

from council.kernel.tables import outbox
from council.polls.commands import AnnulPoll
from council.polls.tables import ballots
from tests.council.conftest import NOON, Town, found
from tests.council.polls.polling import WEEK, open_ranking, open_ratification, vote
from tests.web.hand.conftest import Hand, launched, presses
from web.hand.door import cause_of
from web.hand.pace import BY_ACCOUNT


def kept(town: Town) -> list[tuple[int, str, str]]:
    """Every ballot row: revision, content, channel."""
    t = ballots.c
    query = select(t.revision, t.content, t.channel).order_by(t.slot, t.revision)
    return [tuple(row) for row in town.rows(query)]


def letters(town: Town, name: str) -> list[str]:
    """What was said to somebody in the chat."""
    query = (
        select(outbox.c.params)
        .where(outbox.c.account == town.people[name].id, outbox.c.notice == "screen")
        .order_by(outbox.c.id)
    )
    return [json.loads(row.params)["text"] for row in town.rows(query)]


async def test_a_ranking_is_opened_typed_looked_at_and_cast(town: Town, hand: Hand):
    open_ranking(town)

    opened = await hand.press("ballot.open:1")
    sure = await hand.press("ballot.typed:1", "C A=B")
    cast = await hand.press(presses(sure, "ballot.cast")[0])

    assert opened["card"]["kind"] == "ranking"
    assert sorted(each["letter"] for each in opened["card"]["options"]) == ["A", "B", "C", "D"]
    assert [row[0]["label"] for row in sure["rows"]] == ["✅ 确认投票", "↩️ 返回修改"]
    assert cast["text"].startswith("✅ <b>已收到您的选票</b>")
    assert cast["card"]["kind"] == "receipt"
    assert cast["card"]["code"] in cast["text"]
    assert kept(town) == [(1, '{"ranking":[["C"],["A","B"]]}', "chat")]


async def test_the_confirmation_comes_into_the_chat_as_well(town: Town, hand: Hand):
    open_ranking(town)

    cast = await hand.cast("C A")
    again = await hand.cast("C A")

    assert "没有变化" in again["text"]
    assert letters(town, "王芳") == [cast["text"]]


async def test_the_same_press_has_one_effect_however_often_it_is_sent(town: Town, hand: Hand):
    open_ranking(town)
    sheet = await hand.press("ballot.typed:1", "C A")
    (press,) = presses(sheet, "ballot.cast")

    first, *others = await asyncio.gather(
        *(hand.press(press, id="one-and-the-same-press") for _ in range(5))
    )
    later = await hand.press("ballot.typed:1", "B", id="one-and-the-same-press")

    assert all(other == first for other in [*others, later])
    assert [revision for revision, _, _ in kept(town)] == [1]
    assert len(letters(town, "王芳")) == 1


async def test_of_two_telephones_the_last_that_commits_counts_and_both_see_it(
    town: Town, hand: Hand
):
    open_ranking(town)
    other = Hand(hand.client, hand.data, pressed=5000)

    mine = await hand.cast("A B")
    theirs = await other.cast("B A")
    seen = await hand.press("ballot.standing:1")

    assert (mine["card"]["cast"], theirs["card"]["cast"]) == (1, 2)
    assert "已更改" in theirs["text"]
    assert seen["card"] == theirs["card"]
    assert "1. B 错峰共享\n2. A 立体停车场" in seen["text"]
    assert letters(town, "王芳") == [mine["text"], theirs["text"]]


async def test_a_look_at_an_old_page_casts_nothing_and_is_told(town: Town, hand: Hand):
    open_ranking(town)
    other = Hand(hand.client, hand.data, pressed=5000)
    sheet = await hand.press("ballot.typed:1", "A B")
    await other.press("ballot.typed:1", "D")

    stale = await hand.press(presses(sheet, "ballot.cast")[0])

    assert stale["text"].startswith("⚠️ 这个按钮是旧的，什么也没有改。")
    assert kept(town) == []


async def test_page_and_chat_fill_in_the_same_sheet(town: Town, hand: Hand):
    open_ranking(town)
    vote(town, "王芳", "CA")

    opened = await hand.press("ballot.open:1")

    assert (opened["card"]["order"], opened["card"]["cast"]) == ([["C"], ["A"]], 1)


async def test_a_poll_that_is_over_shows_itself_and_takes_nothing(town: Town, hand: Hand):
    open_ranking(town)
    sheet = await hand.press("ballot.typed:1", "A")
    hand.data = launched(town.people["王芳"].id, at=NOON + WEEK)
    town.clock.at = NOON + WEEK

    late = await hand.press(presses(sheet, "ballot.cast")[0])
    opened = await hand.press("ballot.open:1")

    assert late["refused"] == "ballot.closed"
    assert (opened["card"], opened["rows"]) == (None, [])
    assert kept(town) == []


async def test_an_annulled_poll_takes_nothing(town: Town, hand: Hand):
    open_ranking(town)
    town.act("召", AnnulPoll, poll=1, reason="方案有误")

    told = await hand.press("ballot.typed:1", "A")

    assert told["refused"] == "ballot.annulled"


async def test_who_is_not_on_the_frozen_roll_is_told_so(town: Town, hand: Hand):
    open_ranking(town)
    town.person("新来的")
    newcomer = Hand(hand.client, launched(town.people["新来的"].id))

    told = await newcomer.press("ballot.open:1")

    assert told["refused"] == "ballot.not_on_roll_ranking"


async def test_an_owner_chooses_for_each_head_and_is_told_area_and_effect(town: Town, hand: Hand):
    town.person("甲一", owner_key="甲")
    open_ratification(town)
    owner = Hand(hand.client, launched(town.people["甲一"].id))

    opened = await owner.press("ballot.open:1")
    agree = next(each for each in presses(opened, "ballot.choose") if each.endswith("agree"))
    sure = await owner.press(agree)
    cast = await owner.press(presses(sure, "ballot.cast")[0])

    assert "对全体业主有约束力" in opened["text"]
    assert "89.36 m²" in opened["text"]
    assert len(presses(opened, "ballot.choose")) == 3
    assert "89.36 m²" in cast["text"]
    assert kept(town) == [(1, '{"choice":"agree"}', "chat")]


async def test_buttons_that_lead_elsewhere_in_the_chat_are_not_drawn(town: Town, hand: Hand):
    open_ranking(town)

    cast = await hand.cast("A")

    assert [each["press"] for row in cast["rows"] for each in row] == ["ballot.open:1"]


@pytest.mark.parametrize(
    "press", ["home", "settings.left", "proposal.second:1", "form.start:proposal:new"]
)
async def test_what_is_not_done_in_the_hand_is_not_taken_there(town: Town, hand: Hand, press):
    assert (await hand.press(press))["refused"] == "press.unknown"


@pytest.mark.parametrize(
    "press", ["ballot.tap:1:x:A", "ballot.cast:1", "poll.close:1", "ballot.no"]
)
async def test_whatever_no_row_knows_is_one_refusal(town: Town, hand: Hand, press):
    assert (await hand.press(press))["refused"] == "press.unknown"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no json",
        "[1]",
        '{"press": "ballot.open:1"}',
        '{"id": "short", "press": "ballot.open:1"}',
        '{"id": "a-press-of-its-own-1", "press": 3}',
        '{"id": "a-press-of-its-own-1", "press": "提案"}',
        '{"id": "a-press-of-its-own-1", "press": "ballot.typed:1", "words": ["A"]}',
        '{"id": "a-press-of-its-own-1", "press": "ballot.typed:1", "words": "' + "A" * 4001 + '"}',
        "[" * 10_000,
        '"' + "x" * 20_000 + '"',
        b"\xff\xfe",
    ],
    ids=range(12),
)
async def test_what_no_page_of_ours_sends_is_refused_in_words(town: Town, hand: Hand, body):
    status, told = await hand.send(body)

    assert (status, told["refused"]) == (400, "hand.garbled")
    assert "没有看懂" in told["text"]


async def test_words_are_cleaned_as_those_of_a_chat_are(town: Town, hand: Hand):
    open_ranking(town)

    told = await hand.send(
        '{"id": "a-press-of-its-own-1", "press": "ballot.typed:1", "words": "C\\u0000 \\ud800A"}'
    )

    assert told[0] == 200
    assert "1. C 道闸+重新划线\n2. A 立体停车场" in told[1]["text"]


async def test_whoever_presses_too_fast_is_asked_to_wait_and_nobody_else_is(
    town: Town, hand: Hand
):
    town.person("李一")
    other = Hand(hand.client, launched(town.people["李一"].id))
    open_ranking(town)

    told = [await hand.press("ballot.standing:1") for _ in range(int(BY_ACCOUNT[0]) + 5)]
    calm = await other.press("ballot.standing:1")

    assert told[0]["refused"] == "ballot.none_stands"
    assert told[-1]["refused"] == "hand.too_often"
    assert calm["refused"] == "ballot.none_stands"


async def test_a_community_is_acted_in_only_by_its_own(town: Town, app, clock, hand: Hand):
    open_ranking(town)
    neighbours = found(app, clock, "linjia")
    neighbours.person("邻居")
    stranger = Hand(hand.client, launched(neighbours.people["邻居"].id))

    told = await stranger.press("ballot.open:1")
    hand.root = "/c/linjia"
    here = await hand.press("ballot.open:1")
    hand.root = "/c/nowhere"
    nowhere = await hand.press("ballot.open:1")

    assert [each["refused"] for each in (told, here, nowhere)] == ["hand.elsewhere"] * 3


def test_a_press_is_told_by_its_maker_and_its_id_alone(town: Town):
    wang, zhao = town.people["王芳"], town.people["召"]

    one, same, other, theirs = (
        cause_of(wang, "a-press-of-its-own-1"),
        cause_of(wang, "a-press-of-its-own-1"),
        cause_of(wang, "a-press-of-its-own-2"),
        cause_of(zhao, "a-press-of-its-own-1"),
    )

    assert one == same
    assert len({one.key, other.key, theirs.key}) == 3
    assert all(0 < each.update_id < 2**63 and 0 < each.digest < 2**63 for each in (one, other))
