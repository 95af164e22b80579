"""The sheet on which a ballot is filled: typed orders, taps, marks, undo."""

from dataclasses import replace

import pytest

from council.kernel.refusals import Refusal
from council.polls.ballots.commands import BallotSheet, CastBallot, OpenSheet, TypeRanking
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import WEEK, Step, open_ranking, receipt, vote


@pytest.fixture
def asked(town: Town) -> Town:
    """A town with an open ranking, and 王芳 who may vote."""
    town.person("召", "facilitator")
    town.person("王芳")
    open_ranking(town)
    return town


@pytest.fixture
def step(asked: Town) -> Step:
    """What 王芳 does with the sheet."""
    return Step(town=asked, name="王芳", poll=1)


def test_a_typed_order_goes_straight_to_the_confirm_screen(asked: Town):
    asked.act("王芳", OpenSheet, poll=1)

    sheet = asked.act("王芳", TypeRanking, text="3＞1＝2")

    assert (sheet.order, sheet.confirming, sheet.note) == ((("C",), ("A", "B")), True, "")


def test_an_order_typed_at_the_confirm_screen_corrects_it(asked: Town, step: Step):
    step.sheet("CA")

    corrected = asked.act("王芳", TypeRanking, text="1 2 3")
    thanks = asked.act("王芳", TypeRanking, text="谢谢")
    cast = asked.act("王芳", CastBallot, poll=1, revision=corrected.revision)
    changed = asked.act("王芳", TypeRanking, text="2 1")
    asked.clock.at = NOON + WEEK
    late = asked.act("王芳", TypeRanking, text="3 1")

    assert (corrected.order, corrected.confirming) == ((("A",), ("B",), ("C",)), True)
    assert receipt(cast).revision == 1
    assert (changed.order, changed.confirming) == ((("B",), ("A",)), True)
    assert (thanks, late) == (Refusal("draft.nothing_awaited"), Refusal("draft.nothing_awaited"))


def test_an_order_that_cannot_be_read_leaves_the_sheet_waiting(asked: Town):
    asked.act("王芳", OpenSheet, poll=1)

    notes = [
        asked.act("王芳", TypeRanking, text=text).note
        for text in ("同意", "9 1", "1 1", "3 1 " * 3000, "٣")
    ]
    sheet = asked.act("王芳", TypeRanking, text="1")

    assert notes == [
        "typed_unreadable",
        "typed_unknown",
        "typed_twice",
        "typed_twice",
        "typed_unreadable",
    ]
    assert sheet.order == (("A",),)


def test_quick_taps_on_one_drawing_of_the_sheet_all_count(asked: Town, step: Step):
    sheet = asked.act("王芳", OpenSheet, poll=1)

    taps = [step.mark(sheet, "tap", letter) for letter in "CAB"]
    sure = step.mark(sheet, "done")

    assert [tap.order for tap in taps] == [(("C",),), (("C",), ("A",)), (("C",), ("A",), ("B",))]
    assert [tap.note for tap in taps] == ["", "", ""]
    assert (sure.order, sure.confirming) == ((("C",), ("A",), ("B",)), True)


def test_a_tap_made_twice_in_haste_counts_once(asked: Town, step: Step):
    sheet = asked.act("王芳", OpenSheet, poll=1)

    first = step.mark(sheet, "tap", "A")
    second = step.mark(sheet, "tap", "A")
    taken_back = [step.mark(second, "tap", "A") for _ in range(2)]

    assert second == first
    assert [sheet.order for sheet in taken_back] == [(), ()]


def test_a_press_on_an_old_drawing_of_the_sheet_counts_for_nothing(asked: Town, step: Step):
    sheet = asked.act("王芳", OpenSheet, poll=1)

    newest = step.mark(sheet, "tap", "A")
    asked.clock.at += 11
    old = step.mark(sheet, "tap", "B")

    assert old == replace(newest, note="stale")


def test_marks_undo_clear_share_and_take_back(asked: Town, step: Step):
    sheet = asked.act("王芳", OpenSheet, poll=1)

    orders = []
    for act, letter in (
        ("tap", "C"),
        ("tie", ""),
        ("tap", "A"),
        ("tap", "B"),
        ("undo", ""),
        ("tap", "A"),
        ("clear", ""),
        ("undo", ""),
    ):
        sheet = step.mark(sheet, act, letter)
        orders.append(sheet.order)

    assert orders == [
        (("C",),),
        (("C",),),
        (("A", "C"),),
        (("A", "C"), ("B",)),
        (("A", "C"),),
        (("C",),),
        (),
        (),
    ]


def test_every_voter_sees_an_order_of_options_that_stays(town: Town):
    town.person("召", "facilitator")
    names = [town.person(f"R{place}") for place in range(8)]
    open_ranking(town)

    def seen(name: str) -> str:
        return "".join(option.letter for option in town.act(name, OpenSheet, poll=1).options)

    first = [seen(name) for name in names]

    assert [seen(name) for name in names] == first
    assert len(set(first)) > 1


def test_the_sheet_tells_that_a_ballot_stands(asked: Town):
    vote(asked, "王芳", "CA")

    sheet = asked.act("王芳", OpenSheet, poll=1)

    assert isinstance(sheet, BallotSheet)
    assert (sheet.order, sheet.cast, sheet.confirming) == ((("C",), ("A",)), 1, False)
