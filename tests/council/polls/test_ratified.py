"""Ratifications: notice, window, extension, the first close, and what a result makes of its motion."""

import pytest
from sqlalchemy import select

from council.kernel.refusals import Refusal
from council.polls.commands import (
    AnnouncePoll,
    CertifyPoll,
    ClosePoll,
    ExtendPoll,
    OpenPoll,
    PollView,
)
from council.polls.ratification import FirstClose
from council.polls.reads import poll, show, show_as_resident
from council.polls.tables import electorate
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import (
    DAY,
    NOTICE,
    RATIFIED,
    choose,
    clock_runs,
    draft_ratification,
    motion_state,
    open_ratification,
    put_motion,
    put_roll,
    receipt,
)
from tests.council.polls.test_moving import council


def test_a_ratification_is_neither_opened_nor_closed_before_its_time(town: Town):
    council(town)
    put_roll(town)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town, opens_at=NOON + NOTICE, closes_at=NOON + NOTICE + 30 * DAY)
    town.act("召", AnnouncePoll, poll=1)

    early = town.act("召", OpenPoll, poll=1)
    town.clock.at = NOON + NOTICE
    town.tick(OpenPoll, poll=1)
    closing = town.act("召", ClosePoll, poll=1)

    assert early == Refusal("poll.open_by_clock_only", {"due_at": NOON + NOTICE})
    assert closing == Refusal("poll.close_by_clock_only", {"due_at": NOON + NOTICE + 30 * DAY})


@pytest.mark.parametrize(
    ("days", "just"),
    [(17, "announce"), (16, "announce"), (15, "announce_barely"), (14, "poll.notice_too_short")],
)
def test_fifteen_clear_days_lie_between_the_notice_and_the_opening(
    town: Town, days: int, just: str
):
    council(town)
    put_roll(town)
    put_motion(town, state="drafted", legal_class="O-8")
    opens_at = NOON + days * DAY
    draft_ratification(town, opens_at=opens_at, closes_at=opens_at + 30 * DAY)

    done = town.act("召", AnnouncePoll, poll=1)

    assert (done.key if isinstance(done, Refusal) else done.just) == just


def test_too_short_a_notice_names_the_earliest_safe_day_and_changes_nothing(town: Town):
    council(town)
    put_roll(town)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town, opens_at=NOON + DAY)

    refused = town.act("召", AnnouncePoll, poll=1)

    assert refused == Refusal(
        "poll.notice_too_short", {"days": 1, "wanted": 15, "earliest": "2026-02-15"}
    )
    assert motion_state(town) == "drafted"
    assert town.rows(select(electorate.c.slot)) == []


def test_an_extension_is_told_before_the_first_close_once_and_for_thirty_days(town: Town):
    council(town)
    open_ratification(town)
    first = NOON + 30 * DAY

    def extend(closes_at: int, reason: str = "票数不够") -> object:
        return town.act("召", ExtendPoll, poll=1, closes_at=closes_at, reason=reason)

    backwards = extend(first)
    too_long = extend(first + 31 * DAY)
    no_reason = extend(first + 20 * DAY, " ")
    town.clock.at = first
    too_late = extend(first + 20 * DAY)
    town.clock.at = first - 2 * DAY
    extended = extend(first + 20 * DAY)
    again = extend(first + 21 * DAY)

    assert backwards == Refusal("poll.extend_backwards", {"closes_at": first})
    assert too_long == Refusal("poll.extend_too_long", {"days": 30, "latest_at": first + 30 * DAY})
    assert no_reason == Refusal("poll.reason_missing", {})
    assert too_late == Refusal("poll.extend_too_late", {"closes_at": first})
    assert isinstance(extended, PollView)
    assert (extended.closes_at, extended.first_closes_at) == (first + 20 * DAY, first)
    assert again == Refusal("poll.extended_already", {"closes_at": first})


def test_an_extended_poll_keeps_the_figures_of_its_first_close_and_goes_on(town: Town):
    council(town)
    for owner in "甲乙丙丁己":
        town.person(f"{owner}先生", owner_key=owner)
    open_ratification(town)
    first = NOON + 30 * DAY
    for owner in "甲乙":
        receipt(choose(town, f"{owner}先生", "agree"))
    town.clock.at = first - DAY
    town.act("召", ExtendPoll, poll=1, closes_at=first + 20 * DAY, reason="票数不够")

    town.clock.at = first
    did = clock_runs(town)
    meanwhile = (
        town.read("甲先生", show_as_resident, 1).first_close,
        town.read("召", show, 1).first_close.heads,
    )
    for owner in "丙己":
        receipt(choose(town, f"{owner}先生", "agree"))
    town.clock.at = first + 20 * DAY
    closed = clock_runs(town)
    view = town.read("召", lambda tx, who: poll(tx, who.community_id, 1))

    assert did == ["RecordFirstClose"]
    assert meanwhile == (None, 2)  # how many took part is the staff's alone until the close
    assert closed[-2:] == ["ClosePoll", "CountPoll"]
    assert view.first_close == FirstClose(
        at=first,
        heads=2,
        heads_total=6,
        heads_needed=4,
        area_x100=17872,
        area_total_x100=84200,
        area_needed_x100=56134,
        heads_quorum=False,
        area_quorum=False,
        quorum=False,
    )
    result = view.ratification
    assert (result.heads.participating, result.heads.agree, result.quorum) == (4, 4, True)


def test_a_passed_ratification_carries_its_motion(town: Town):
    council(town)
    for owner in "甲乙丙丁己":
        town.person(f"{owner}先生", owner_key=owner)
    open_ratification(town)
    for owner in "甲乙丙丁己":
        receipt(choose(town, f"{owner}先生", "agree"))
    town.clock.at = NOON + 30 * DAY
    clock_runs(town)

    certified = town.act("集", CertifyPoll, poll=1)

    assert certified.ratification.passed == "yes"
    assert motion_state(town) == "carried"
    assert town.told("甲先生")[-1][0] == "poll_ratified_yes"


def test_without_a_quorum_the_motion_is_lost(town: Town):
    council(town)
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    receipt(choose(town, "甲先生", "agree"))
    town.clock.at = NOON + 30 * DAY
    clock_runs(town)

    certified = town.act("主", CertifyPoll, poll=1)

    assert (certified.ratification.passed, certified.ratification.quorum) == ("no", False)
    assert motion_state(town) == "lost"
    assert town.told("甲先生")[-1][0] == "poll_ratified_no_quorum"


def test_a_result_that_hangs_on_unclear_heads_is_not_certified(town: Town):
    council(town)
    for owner in "甲乙丙丁戊己":
        town.person(f"{owner}先生", owner_key=owner)
    open_ratification(town)
    said = zip(
        "甲乙丙丁戊己", ["oppose", "agree", "agree", "agree", "oppose", "agree"], strict=True
    )
    for owner, choice in said:
        receipt(choose(town, f"{owner}先生", choice))
    town.clock.at = NOON + 30 * DAY
    clock_runs(town)

    view = town.read("召", lambda tx, who: poll(tx, who.community_id, 1))
    answer = town.act("主", CertifyPoll, poll=1)

    assert (view.ratification.passed, view.ratification.heads.unclear) == ("needs_review", 1)
    assert answer == Refusal("poll.needs_review", {**RATIFIED, "units": "1-202"})
    shown = town.read("召", show, 1).ratification, town.read("甲先生", show, 1).ratification
    # Whose ballots contradict each other is for the desk to find out, not for the neighbours.
    assert [each.unclear_units for each in shown] == [("1-202",), ()]
