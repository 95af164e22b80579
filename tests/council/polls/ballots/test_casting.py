"""Casting: from the sheet to the receipt, and every way it can be refused."""

from dataclasses import replace

from sqlalchemy import func, select

from council.kernel.refusals import Refusal
from council.kernel.values import Account, Cause
from council.polls.ballots.commands import BallotCast, CastBallot, OpenSheet
from council.polls.commands import AnnouncePoll, AnnulPoll, ClosePoll
from council.polls.rules import PollOption
from council.polls.tables import ballots
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import (
    DAY,
    RANKED,
    RATIFIED,
    WEEK,
    Step,
    choose,
    draft_ranking,
    open_ranking,
    open_ratification,
    put_motion,
    receipt,
    vote,
)

A = PollOption(letter="A", title="立体停车场")


B = PollOption(letter="B", title="错峰共享")


C = PollOption(letter="C", title="道闸+重新划线")


D = PollOption(letter="D", title="维持现状", status_quo=True)


def kept(town: Town) -> list[tuple[str, int, str]]:
    """Every ballot row: slot, revision, content."""
    t = ballots.c
    query = select(t.slot, t.revision, t.content).order_by(t.slot, t.revision)
    return [tuple(row) for row in town.rows(query)]


def test_a_cast_ballot_is_answered_with_a_receipt(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    number = open_ranking(town)

    cast = receipt(vote(town, "王芳", "CA", number))

    assert cast == BallotCast(
        number=number,
        kind="ranking",
        title="停车方案意向排序",
        ranked=((C,), (A,)),
        unranked=(B, D),
        choice="",
        units=(),
        area_x100=0,
        revision=1,
        unchanged=False,
        cast_at=NOON,
        closes_at=NOON + WEEK,
        receipt=cast.receipt,
        others=0,
        locale="zh_CN",
        timezone="Asia/Shanghai",
    )


def test_a_shared_place_is_kept_in_its_one_form(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    open_ranking(town)

    vote(town, "王芳", "DC=A")

    assert kept(town) == [("王芳", 1, '{"ranking":[["D"],["A","C"]]}')]


def test_the_same_ballot_again_is_no_new_revision(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    open_ranking(town)

    first = receipt(vote(town, "王芳", "CA"))
    town.clock.at += 60
    second = receipt(vote(town, "王芳", "CA"))

    assert second == replace(first, unchanged=True)
    assert kept(town) == [("王芳", 1, '{"ranking":[["C"],["A"]]}')]


def test_a_double_tap_on_confirm_gets_the_same_receipt(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    open_ranking(town)
    sheet = Step(town=town, name="王芳", poll=1).sheet("BA")
    taps = [
        CastBallot(
            actor=town.people["王芳"],
            cause=Cause(bot="resident", update_id=update_id),
            poll=1,
            revision=sheet.revision,
        )
        for update_id in (1, 2)
    ]

    first, second = [job.result() for job in [town.app.bus.submit(tap) for tap in taps]]

    assert second == replace(first, unchanged=True)
    assert len(kept(town)) == 1


def test_a_changed_ballot_is_the_next_revision(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    open_ranking(town)
    vote(town, "王芳", "CA")

    changed = receipt(vote(town, "王芳", "B"))

    assert (changed.revision, changed.unchanged) == (2, False)
    assert kept(town) == [
        ("王芳", 1, '{"ranking":[["C"],["A"]]}'),
        ("王芳", 2, '{"ranking":[["B"]]}'),
    ]


def test_a_crowd_is_cast_in_one_batch(town: Town):
    town.person("召", "facilitator")
    for place in range(40):
        town.person(f"R{place:02}")
    open_ranking(town)
    names = [f"R{place:02}" for place in range(40)]
    sheets = {name: Step(town=town, name=name, poll=1).sheet("AB") for name in names}

    jobs = [
        town.app.bus.submit(
            CastBallot(actor=town.people[name], poll=1, revision=sheets[name].revision)
        )
        for name in names
    ]

    assert [type(job.result()) for job in jobs] == [BallotCast] * 40
    assert town.rows(select(func.count()).select_from(ballots))[0][0] == 40


def test_an_older_sheet_is_not_cast_but_shown_as_it_is_now(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    open_ranking(town)
    old = Step(town=town, name="王芳", poll=1).sheet("AB")
    new = Step(town=town, name="王芳", poll=1).sheet("C")

    answer = town.act("王芳", CastBallot, poll=1, revision=old.revision)

    assert answer == replace(new, note="stale")
    assert kept(town) == []


def test_an_empty_sheet_is_not_cast(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    open_ranking(town)
    sheet = town.act("王芳", OpenSheet, poll=1)

    answer = town.act("王芳", CastBallot, poll=1, revision=sheet.revision)

    assert answer == replace(sheet, note="empty")


def test_a_ballot_may_be_changed_twenty_times_and_no_more(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    open_ranking(town)
    for turn in range(20):
        vote(town, "王芳", "AB" if turn % 2 else "BA")

    refused = vote(town, "王芳", "BA")

    assert refused == Refusal("ballot.too_many_changes", {**RANKED, "most": 20})
    assert len(kept(town)) == 20


def test_at_the_close_itself_it_is_too_late_and_a_second_before_it_is_not(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    open_ranking(town)
    sheet = Step(town=town, name="王芳", poll=1).sheet("AB")

    town.clock.at = NOON + WEEK
    late = town.act("王芳", CastBallot, poll=1, revision=sheet.revision)
    town.clock.at -= 1
    in_time = town.act("王芳", CastBallot, poll=1, revision=sheet.revision)

    assert late == Refusal("ballot.closed", {**RANKED, "closes_at": NOON + WEEK})
    assert receipt(in_time).cast_at == NOON + WEEK - 1


def test_a_cast_after_an_early_close_is_refused_with_its_time(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    open_ranking(town)
    sheet = Step(town=town, name="王芳", poll=1).sheet("AB")
    town.act("召", ClosePoll, poll=1)

    answer = town.act("王芳", CastBallot, poll=1, revision=sheet.revision)

    assert answer == Refusal("ballot.closed", {**RANKED, "closes_at": NOON + 1})


def test_a_poll_that_is_only_announced_takes_no_ballot(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    put_motion(town)
    draft_ranking(town, opens_at=NOON + DAY)
    drafted = town.act("王芳", OpenSheet, poll=1)
    town.act("召", AnnouncePoll, poll=1)

    announced = town.act("王芳", OpenSheet, poll=1)

    assert drafted == Refusal("poll.unknown", {"number": 1})
    assert announced == Refusal("ballot.not_open_yet", {**RANKED, "opens_at": NOON + DAY})


def test_an_annulled_poll_takes_no_ballot(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    open_ranking(town)
    town.act("召", AnnulPoll, poll=1, reason="选项写错了")

    answer = town.act("王芳", CastBallot, poll=1, revision=1)

    assert answer == Refusal("ballot.annulled", RANKED)


def test_who_is_not_on_the_frozen_roll_cannot_vote(town: Town):
    town.person("召", "facilitator")
    town.person("小明", adult=False)
    open_ranking(town)
    town.person("晚来")

    minor = town.act("小明", OpenSheet, poll=1)
    newcomer = town.act("晚来", CastBallot, poll=1, revision=1)

    assert minor == newcomer == Refusal("ballot.not_on_roll_ranking", RANKED)


def test_a_stranger_and_an_unknown_poll_are_told_so(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    stranger = CastBallot(actor=Account(channel="telegram", id="9"), poll=1, revision=1)

    unknown = town.app.bus.submit(stranger).result()
    missing = town.act("王芳", CastBallot, poll=7, revision=1)

    assert unknown == Refusal("people.unknown", {})
    assert missing == Refusal("poll.unknown", {"number": 7})


def test_another_communitys_poll_of_the_same_number_is_not_ours(town: Town, other_town: Town):
    town.person("召", "facilitator")
    other_town.person("邻居")
    open_ranking(town)

    answer = other_town.act("邻居", CastBallot, poll=1, revision=1)

    assert answer == Refusal("poll.unknown", {"number": 1})


def test_an_owner_votes_for_each_of_their_heads(town: Town):
    town.person("召", "facilitator")
    town.person("丁女士", owner_key="丁")
    open_ratification(town)

    cast = receipt(choose(town, "丁女士", "agree"))

    assert (cast.choice, cast.units, cast.area_x100, cast.others) == (
        "agree",
        ("1-202",),
        11852,
        0,
    )
    assert kept(town) == [("丁;戊|丁", 1, '{"choice":"agree"}')]


def test_who_is_no_owner_cannot_take_part_in_a_ratification(town: Town):
    town.person("召", "facilitator")
    town.person("租客")
    open_ratification(town)

    answer = town.act("租客", OpenSheet, poll=1)

    assert answer == Refusal("ballot.not_on_roll_ratification", RATIFIED)
