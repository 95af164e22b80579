"""Statements at their end: by hand or by the clock, what is told, and what the record keeps."""

import hashlib

from sqlalchemy import func, select

from council.checks.every import check_all
from council.kernel.refusals import refuse
from council.kernel.screens.translator import Translator
from council.kernel.tables import acts
from council.motions.opinions.told import OpinionsTold
from council.statements import public
from council.statements.commands import (
    CloseCollection,
    RejectStatement,
    WriteStatement,
)
from council.statements.falls_due import falls_due
from council.statements.opinion_groups.picture import from_json
from council.statements.reads import own_answers
from council.statements.rules import DAY
from council.statements.tables import statement_answers, statement_collections
from council.wordings import render
from tests.council.conftest import NOON, Town
from tests.council.statements.collecting import closed, collecting, crowd, say


def broken(town: Town) -> list[str]:
    """The invariants that fail about statements."""
    found = town.app.bus.read_now(check_all)
    return [each.name for each in found if each.state == "broken" and "statements" in each.text]


def test_those_who_took_part_are_told_of_the_closing_and_nobody_else(town: Town):
    collecting(town)
    (name, *_) = crowd(town, 3, "a")
    say(town, "李", 1, "later")

    closed(town)

    assert town.told(name)[-1] == (
        "statements_closed",
        {"number": 1, "title": "小区停车难怎么办", "n": 3},
    )
    assert town.told("李")[-1][0] == "statements_opened"


def test_whose_statement_was_not_judged_in_time_is_told(town: Town):
    collecting(town)
    town.act("王", WriteStatement, number=1, text="夜里不准鸣笛倒车")

    view = closed(town)

    assert town.told("王")[-1] == (
        "statement_not_judged",
        {"number": 1, "title": "小区停车难怎么办", "text": "夜里不准鸣笛倒车"},
    )
    text = render(view, Translator("zh_CN")).text
    assert "截止时还有 1 条看法没有审核" in text
    assert "等您审核" not in text


def test_closing_parts_answers_from_names_for_good(town: Town):
    number = collecting(town)
    names = crowd(town, 12, "adau")

    closed(town)
    (row,) = town.rows(select(statement_collections))
    left = town.rows(select(func.count()).select_from(statement_answers))

    assert left == [(0,)]
    assert not any(name in row.matrix for name in names)
    assert row.matrix.splitlines() == [
        "participant,1,2,3,4",
        *(f"{place},1,-1,1,0" for place in range(1, 13)),
    ]
    assert row.digest == hashlib.sha256(row.matrix.encode()).hexdigest()
    assert town.read(names[0], own_answers, number, 1).total == 0
    verbs = {verb for (verb,) in town.rows(select(acts.c.verb))}
    assert not any(verb.startswith("statements.answer") for verb in verbs)


def test_too_few_participants_are_counted_and_no_more(town: Town):
    number = collecting(town)
    crowd(town, 9, "aada")

    done = closed(town)
    page = town.app.bus.read_now(lambda tx: public.one(tx, town.id, number=number))

    assert done.told == OpinionsTold(state="closed", ends_at=NOON, took_part=9)
    assert page is not None
    assert {each.answers for each in page.asked} == {None}
    assert town.app.bus.read_now(lambda tx: public.matrix(tx, town.id, number=number)) is None


def test_nobody_took_part(town: Town):
    collecting(town, seeds=())

    done = closed(town)

    assert done.told == OpinionsTold(state="closed", ends_at=NOON, took_part=0)
    assert broken(town) == []


def test_answers_to_what_was_taken_out_again_do_not_count(town: Town):
    number = collecting(town)
    crowd(town, 10, "aaaa")
    only = town.person("只")
    say(town, only, 4, "agree")

    town.act("何", RejectStatement, number=number, statement=4, reason="和议案没有关系")
    done = closed(town)

    assert done.told.took_part == 10
    assert done.accepted == 3


def test_the_clock_closes_it_once_its_time_is_over(town: Town):
    number = collecting(town)
    crowd(town, 10, "adad")
    before = town.app.bus.read_now(falls_due)

    town.clock.at = NOON + 7 * DAY + 5
    (owed,) = town.app.bus.read_now(falls_due)
    done = town.tick(CloseCollection, number=number)

    assert before == ()
    assert owed.number == number
    assert done.told.ends_at == NOON + 7 * DAY
    assert town.app.bus.read_now(falls_due) == ()
    assert town.tick(CloseCollection, number=number) == refuse("statements.over")


def test_the_record_finds_a_picture_that_was_changed_by_hand(town: Town):
    collecting(town)
    crowd(town, 12, "adau")
    closed(town)
    fine = broken(town)

    def forge(tx: object) -> None:
        (kept,) = tx.connection.execute(select(statement_collections.c.picture)).one()  # type: ignore[attr-defined]
        assert from_json(kept).participants == 12
        forged = kept.replace('"participants":12', '"participants":13')
        tx.connection.execute(statement_collections.update().values(picture=forged))  # type: ignore[attr-defined]

    town.app.bus.submit_run(forge).result()

    assert fine == []
    assert broken(town) == ["I21", "I28"]
