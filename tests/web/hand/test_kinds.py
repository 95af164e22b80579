"""Pledges, statements and meetings in the hand: the same acts as in the chat, by the same presses."""

from sqlalchemy import select

from council.campaigns.tables import pledges
from council.meetings.tables import rsvps
from council.statements.tables import statement_answers
from tests.council.conftest import Town
from tests.council.fund import open_fund
from tests.council.meetings.meeting import announced
from tests.council.statements.collecting import collecting
from tests.web.hand.conftest import Hand, launched, presses
from tests.web.hand.test_door import letters


def labels(told: dict) -> list[str]:
    """What the buttons say."""
    return [each["label"] for row in told["rows"] for each in row]


def as_(hand: Hand, town: Town, name: str) -> Hand:
    """Somebody else with a page opened just now."""
    return Hand(hand.client, launched(town.people[name].id, at=town.clock.at))


async def test_an_amount_in_words_is_echoed_and_pledged(town: Town, hand: Hand):
    open_fund(town)
    hand = as_(hand, town, "王芳")

    looked = await hand.press("pledge.look:1")
    asked = await hand.press(presses(looked, "form.start")[0])
    echoed = await hand.press(asked["card"]["typed"], "五百块")
    made = await hand.press(presses(echoed, "form.file")[0])

    assert asked["card"] == {"kind": "form", "typed": "form.start:pledge:1"}
    assert "¥500" in echoed["text"]
    assert "人民币伍佰元整" in echoed["text"]
    assert echoed["card"] is None
    assert town.rows(select(pledges.c.amount_fen)) == [(50_000,)]
    assert letters(town, "王芳") == [made["text"]]


async def test_an_amount_that_cannot_be_read_is_asked_again_with_the_reason(
    town: Town, hand: Hand
):
    open_fund(town)
    hand = as_(hand, town, "王芳")

    asked = await hand.press("form.start:pledge:1", "很多")

    assert asked["text"].startswith("⚠️")
    assert asked["card"]["kind"] == "form"
    assert town.rows(select(pledges.c.amount_fen)) == []


async def test_a_pledge_is_taken_back_on_the_page_too(town: Town, hand: Hand):
    fund = open_fund(town)
    fund.pledge("王芳", "300")
    hand = as_(hand, town, "王芳")

    looked = await hand.press("pledge.look:1")
    sure = await hand.press(presses(looked, "pledge.withdraw")[0])
    await hand.press(presses(sure, "pledge.withdrawn")[0])

    assert town.rows(select(pledges.c.state)) == [("withdrawn",)]


async def test_statements_are_answered_one_by_one_and_the_chat_is_not_told_each(
    town: Town, hand: Hand
):
    collecting(town)
    hand = as_(hand, town, "王芳")

    card = await hand.press("statements.next:1")
    first = presses(card, "statements.answer")
    after = await hand.press(first[0])
    later = next(each for each in presses(after, "statements.answer") if each.endswith("later"))
    await hand.press(later)

    assert [each.rpartition(":")[2] for each in first] == ["agree", "disagree", "unsure", "later"]
    kept = town.rows(select(statement_answers.c.answer).order_by(statement_answers.c.turn))
    assert [row.answer for row in kept] == ["agree", "later"]
    assert letters(town, "王芳") == []


async def test_a_resident_says_on_the_page_that_they_come(town: Town, hand: Hand):
    announced(town)
    hand = as_(hand, town, "王芳")

    opened = await hand.press("meeting:1")
    come, stay = presses(opened, "meeting.rsvp")
    said = await hand.press(come)
    changed = await hand.press(stay)
    instead = await hand.press("form.start:substitute:1", "她的丈夫")

    assert (come, stay) == ("meeting.rsvp:1:yes", "meeting.rsvp:1:no")
    assert [tuple(row) for row in town.rows(select(rsvps.c.answer, rsvps.c.substitute))] == [
        ("yes", "她的丈夫")
    ]
    assert letters(town, "王芳") == [said["text"], changed["text"], instead["text"]]
    assert all(label for label in labels(instead))
