"""Statements on a motion: who opens, writes, judges, answers and closes, and what they are told."""

import pytest

from council.kernel.refusals import Refusal, refuse
from council.meetings.commands import PutOnAgenda
from council.motions.commands import WithdrawMotion
from council.motions.opinions.told import DividingStatement, OpinionsTold, SharedStatement
from council.motions.reads import motion_view
from council.statements import public
from council.statements.commands import (
    AcceptStatement,
    CloseCollection,
    CollectionView,
    OpenCollection,
    RejectStatement,
    SeedStatements,
    StatementCard,
    StatementWritten,
    WaitingStatement,
    WriteStatement,
)
from council.statements.due import due, needs
from council.statements.falls_due import falls_due
from council.statements.reads import card, collection_view, desk, next_card, own_answers
from council.statements.rules import DAY, MOST_CHANGES
from tests.council.conftest import NOON, Town
from tests.council.evening import at, meeting, motion, staff
from tests.council.moves import names
from tests.council.statements.collecting import SEEDS, closed, collecting, crowd, say

LAST_FRIDAY = "2026-02-27 19:30"


def test_a_collection_is_open_for_a_week_where_nobody_says_otherwise_and_everybody_is_told(
    town: Town,
):
    staff(town)
    number = motion(town)

    opened = town.act("何", OpenCollection, number=number)

    assert isinstance(opened, CollectionView)
    assert opened.told == OpinionsTold(state="open", ends_at=NOON + 7 * DAY, took_part=0)
    assert set(names(opened.may)) == {"seed", "close"}
    for name in ("王", "李", "物"):
        assert town.told(name)[-1][0] == "statements_opened"


def test_it_ends_with_its_meeting_at_the_latest_whenever_that_is_planned(town: Town):
    staff(town)
    number = motion(town)
    meeting(town, "2026-02-02 19:30", number)

    opened = town.act("何", OpenCollection, number=number)
    late = town.act("何", OpenCollection, number=number, closes_at=NOON + 9 * DAY)

    assert opened.told.ends_at == at("2026-02-02 19:30")
    assert late == refuse("statements.there_already")


def test_a_meeting_that_is_planned_later_ends_it_too(town: Town):
    number = collecting(town)
    meeting(town, "2026-02-02 19:30")

    town.act("何", PutOnAgenda, motion_number=number, meeting_number=1)
    town.clock.at = at("2026-02-02 19:30")
    (owed,) = town.app.bus.read_now(falls_due)

    assert town.read("王", collection_view, number, "resident").told.ends_at == at(
        "2026-02-02 19:30"
    )
    assert say(town, "王", 1, "agree") == refuse("statements.over")
    assert owed == CloseCollection(actor=owed.actor, community_id=town.id, number=number)


@pytest.mark.parametrize(
    ("days", "key"),
    [(0, "ends_too_soon"), (31, "ends_too_late"), (29, "ends_after_start")],
)
def test_an_end_that_does_not_fit_is_refused(town: Town, days: int, key: str):
    staff(town)
    number = motion(town)
    meeting(town, LAST_FRIDAY, number)

    refused = town.act("何", OpenCollection, number=number, closes_at=NOON + days * DAY)

    assert isinstance(refused, Refusal)
    assert refused.key == f"statements.{key}"


def test_a_withdrawn_motion_collects_nothing_more(town: Town):
    number = collecting(town)

    town.act("何", WithdrawMotion, number=number)

    assert say(town, "王", 1, "agree") == refuse("statements.over")
    assert len(town.app.bus.read_now(falls_due)) == 1


def test_seeds_are_put_in_all_or_none(town: Town):
    number = collecting(town, seeds=())

    long = town.act("何", SeedStatements, number=number, text="第一条看法\n" + "长" * 101)
    twice = town.act("何", SeedStatements, number=number, text="第一条看法\n第一条看法")
    done = town.act("何", SeedStatements, number=number, text="第一条看法\n\n 第二条  看法 ")

    assert [
        (each.key, each.params["place"], each.params["why_key"]) for each in (long, twice)
    ] == [
        ("statements.in_line", 2, "refusal.statements.too_long"),
        ("statements.in_line", 2, "refusal.statements.there_word_for_word"),
    ]
    assert (done.accepted, done.said) == (2, "statements.said.seeded")
    assert town.read("王", card, number, 2).text == "第二条 看法"


def test_one_statement_at_a_time_those_with_the_fewest_answers_first(town: Town):
    number = collecting(town)

    first = town.read("王", next_card, number)
    second = say(town, "王", first.number, "agree")
    of_another = town.read("李", next_card, number)

    assert (first.left, first.total, first.answer, first.back) == (4, 4, "", 0)
    assert isinstance(second, StatementCard)
    assert (second.left, second.back) == (3, first.number)
    assert second.number != first.number
    assert of_another.number == second.number  # first has an answer already


def test_a_statement_is_put_off_and_comes_again_after_all_others(town: Town):
    number = collecting(town)
    first = town.read("王", next_card, number)

    seen = [first.number]
    following = say(town, "王", first.number, "later")
    while following.number != first.number:
        seen.append(following.number)
        following = say(town, "王", following.number, "unsure")
    done = say(town, "王", first.number, "disagree")

    assert sorted(seen) == [1, 2, 3, 4]
    assert following.answer == ""
    assert isinstance(done, CollectionView)
    assert (done.answered, done.accepted) == (4, 4)
    assert "answer" not in names(done.may)


def test_one_goes_back_and_changes_an_answer(town: Town):
    number = collecting(town)
    say(town, "王", 1, "agree")
    then = say(town, "王", 2, "disagree")

    back = town.read("王", card, number, then.back)
    say(town, "王", 2, "agree")
    mine = town.read("王", own_answers, number, 1)

    assert (back.number, back.answer, back.back) == (2, "disagree", 1)
    assert [(each.number, each.answer) for each in mine.lines] == [(2, "agree"), (1, "agree")]


def test_answers_are_changed_so_often_and_not_for_ever(town: Town):
    collecting(town)
    both = ("agree", "disagree")

    for turn in range(MOST_CHANGES + 1):
        assert not isinstance(say(town, "王", 1, both[turn % 2]), Refusal)
    refused = say(town, "王", 1, both[(MOST_CHANGES + 1) % 2])

    assert refused == refuse("statements.too_many_changes", most=MOST_CHANGES)


def test_answers_that_nobody_could_press_are_refused(town: Town):
    collecting(town)

    assert say(town, "王", 1, "yes") == refuse("press.unknown")
    assert say(town, "王", 9, "agree") == refuse("statements.no_such")
    assert say(town, "王", 1, "agree", number=7) == refuse("motion.unknown")


def test_a_resident_writes_a_statement_and_is_told_that_it_was_accepted(town: Town):
    number = collecting(town)

    written = town.act("王", WriteStatement, number=number, text="先 把消防通道让出来")
    again = town.act("王", WriteStatement, number=number, text="先 把消防通道让出来")
    waiting = town.read("何", desk, number)
    done = town.act("何", AcceptStatement, number=number, statement=5)

    assert written == StatementWritten(
        motion=number, text="先 把消防通道让出来", left=2, may=written.may
    )
    assert again == refuse("statements.there_word_for_word")
    assert town.told("何", "staff")[-1][0] == "statements_waiting"
    assert (waiting.number, waiting.text, waiting.waiting) == (5, "先 把消防通道让出来", 1)
    assert isinstance(done, CollectionView)
    assert (done.accepted, done.waiting) == (5, 0)
    assert town.told("王")[-1] == (
        "statement_accepted",
        {"number": number, "title": "小区停车难怎么办", "text": "先 把消防通道让出来"},
    )


def test_what_is_rejected_is_never_asked_and_its_author_reads_why(town: Town):
    number = collecting(town)
    town.act("王", WriteStatement, number=number, text="物业都是骗子")

    short = town.act("何", RejectStatement, number=number, statement=5, reason="不")
    done = town.act("何", RejectStatement, number=number, statement=5, reason="这是骂人，不是看法")
    again = town.act("何", AcceptStatement, number=number, statement=5)

    assert short == refuse("statements.reason_length", least=4, most=200)
    assert done.accepted == 4
    assert again == refuse("statement.not_now", verb="accept", state="rejected")
    assert town.told("王")[-1][0] == "statement_rejected"
    assert town.told("王")[-1][1]["reason"] == "这是骂人，不是看法"
    assert say(town, "李", 5, "agree") == refuse("statements.no_such")


def test_a_telephone_number_is_masked_before_anything_is_kept(town: Town):
    number = collecting(town)

    written = town.act("王", WriteStatement, number=number, text="请打我电话 13812345678")

    assert written.text == "请打我电话 138********"


def test_a_flood_by_one_person_ends_with_one_sentence(town: Town):
    number = collecting(town)
    for text in ("一号看法在这里", "二号看法在这里", "三号看法在这里"):
        town.act("王", WriteStatement, number=number, text=text)
    town.act("何", RejectStatement, number=number, statement=5, reason="重复的看法")

    refused = town.act("王", WriteStatement, number=number, text="四号看法在这里")

    assert refused == refuse("statements.enough_written", most=3)
    assert len(town.told("何", "staff")) == 1  # one notice for what waits, not one each


def test_what_resembles_a_statement_stands_beside_it_at_the_desk(town: Town):
    number = collecting(town)

    town.act("王", WriteStatement, number=number, text="空地应当建一座停车楼")
    waiting = town.read("何", desk, number)

    assert isinstance(waiting, WaitingStatement)
    assert [each.text for each in waiting.similar] == ["空地应当建停车楼"]


def test_while_it_is_open_nobody_sees_a_picture_and_each_sees_their_own_answers(town: Town):
    number = collecting(town)
    crowd(town, 11, "adau")

    told = town.read("王", motion_view, number, "resident").opinions
    page = town.app.bus.read_now(lambda tx: public.one(tx, town.id, number=number))

    assert told == OpinionsTold(state="open", ends_at=NOON + 7 * DAY, took_part=11)
    assert page is not None
    assert [each.answers for each in page.asked] == [None] * 4
    assert (page.digest, page.groups) == ("", ())
    assert town.app.bus.read_now(lambda tx: public.matrix(tx, town.id, number=number)) is None
    assert town.read("何", own_answers, number, 1).lines == ()


def test_two_camps_are_told_once_it_is_closed(town: Town):
    number = collecting(town)
    crowd(town, 8, "aaad")
    crowd(town, 7, "dadd", begin=8)

    done = closed(town)

    assert done.told == OpinionsTold(
        state="closed",
        ends_at=NOON,
        took_part=15,
        shown=True,
        groups=(8, 7),
        shared=(
            SharedStatement(text=SEEDS[1], side="agree", groups=(1000, 1000)),
            SharedStatement(text=SEEDS[3], side="disagree", groups=(1000, 1000)),
        ),
        divides=(
            DividingStatement(text=SEEDS[0], groups=(1000, 0)),
            DividingStatement(text=SEEDS[2], groups=(1000, 0)),
        ),
    )
    assert town.read("王", motion_view, number, "resident").opinions == done.told


def test_what_waits_for_whom(town: Town):
    number = collecting(town)

    for_all = town.read("王", needs)
    nothing = town.read("何", due)
    town.act("王", WriteStatement, number=number, text="先把消防通道让出来")
    waits = town.read("何", due)
    for statement in (1, 2, 3, 4):
        say(town, "王", statement, "agree")

    assert [(need.key, need.verb, need.arguments) for need in for_all] == [
        ("statements_answer", "statements.next", (number,))
    ]
    assert nothing == ()
    assert [(need.key, need.params["n"]) for need in waits] == [("statements_judge", 1)]
    assert town.read("主", due) == ()
    assert town.read("王", needs) == ()


def test_one_town_knows_nothing_of_anothers_statements(town: Town, other_town: Town):
    collecting(town)
    staff(other_town)
    motion(other_town)

    assert say(other_town, "王", 1, "agree") == refuse("statements.none")
    assert other_town.read("王", needs) == ()
