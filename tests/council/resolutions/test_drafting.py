"""From a counted ratification to a published resolution, its objections, tasks and repeal."""

from typing import Any

import pytest

from council.kernel.refusals import Refusal, refuse
from council.kernel.todos import Todo
from council.polls.commands import (
    AnnulPoll,
    CertifyPoll,
    ClosePoll,
    CountPoll,
    DraftMotionFromRanking,
    OpenPoll,
)
from council.polls.falls_due import falls_due as polls_due
from council.resolutions import due as resolutions_due
from council.resolutions import reads
from council.resolutions.commands import (
    AddTasks,
    DraftResolution,
    PublishResolution,
    RaiseObjection,
)
from council.resolutions.falls_due import falls_due
from tests.council.conftest import Town, lives_by
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.moves import names
from tests.council.polls.polling import (
    DAY,
    RANKED,
    RATIFIED,
    announce_in_time,
    draft_ratification,
    motion_state,
    open_ranking,
    put_roll,
    receipt,
    vote,
)
from tests.council.resolutions.deciding import (
    AGREE,
    CLOSES,
    choose,
    counted,
    drafted,
    populate,
    published,
)


def due(town: Town, name: str) -> list[Todo]:
    return list(town.read(name, resolutions_due.due))


def carried(town: Town, motion: int) -> None:
    """The owners vote on a motion in poll 2, and it carries."""
    announce_in_time(town, draft_ratification(town, motion=motion).number)
    town.tick(OpenPoll, poll=2)
    for name, choice in AGREE.items():
        choose(town, name, choice, 2)
    town.clock.at = CLOSES
    while owed := town.app.bus.read_now(polls_due):
        for command in owed:
            town.app.bus.submit(command).result()
    town.tick(CountPoll, poll=2)


def test_a_counted_decision_is_drafted_with_the_motions_text(town: Town):
    view = town.act("召", DraftResolution, poll=counted(town))

    assert (view.number, view.state, view.title, view.body) == (
        "2026-1",
        "provisional",
        "解决停车难",
        "小区车位不足，请邻居们排一排。",
    )
    assert names(view.moves) == ("title", "body", "amount", "tasks")
    assert [key for key, _ in town.told("主", "staff")][-1] == "resolution_drafted"


def test_a_resolution_says_what_came_out_of_the_ranking_and_not_its_question(town: Town):
    populate(town)
    put_roll(town)
    open_ranking(town)
    receipt(vote(town, "甲", "A"))
    for step in (ClosePoll, CountPoll):
        town.act("召", step, poll=1)
    town.act("李", CertifyPoll, poll=1)
    motion = town.act("召", DraftMotionFromRanking, poll=1, legal_class="O-8").motion
    carried(town, motion)

    view = town.act("召", DraftResolution, poll=2)

    assert (view.title, view.body) == ("立体停车场", "立体停车场")


def test_drafting_twice_shows_the_same_draft(town: Town):
    first = drafted(town)

    again = town.act("李", DraftResolution, poll=1)

    assert (again.number, again.just) == (first.number, "")


def test_a_lost_vote_gives_no_resolution_and_its_motion_is_lost(town: Town):
    poll = counted(town, {"甲": "agree", "乙": "agree", "丙": "oppose", "己": "oppose"})

    refused = town.act("召", DraftResolution, poll=poll)
    town.act("李", CertifyPoll, poll=poll)

    assert refused == refuse("resolution.lost", **RATIFIED)
    assert motion_state(town) == "lost"
    assert due(town, "召") == []


def test_a_ranking_and_an_open_poll_give_no_resolution(town: Town):
    populate(town)
    open_ranking(town)

    assert town.act("召", DraftResolution, poll=1) == refuse("resolution.only_ratified", **RANKED)
    assert town.act("召", DraftResolution, poll=7) == refuse("poll.unknown", number=7)


def test_an_annulled_poll_takes_its_draft_along(town: Town):
    view = drafted(town)
    town.act("召", AnnulPoll, poll=1, reason="名册有误")

    refused = town.act("主", PublishResolution, number=view.number, seal=view.seal)

    assert isinstance(refused, Refusal)
    assert town.read("主", reads.publication_check, view.number) == refuse(
        "resolution.not_counted", **RATIFIED
    )
    assert due(town, "主") == []


@pytest.mark.parametrize("name", ["客", "物"])
def test_only_facilitators_draft_and_only_they_and_the_chair_publish(town: Town, name: str):
    view = drafted(town)

    refusals = [
        town.act(name, DraftResolution, poll=1),
        town.act(name, PublishResolution, number=view.number, seal=view.seal),
        town.act(name, AddTasks, number=view.number, lines="规划许可"),
    ]

    assert {refusal.key for refusal in refusals} == {"policy.not_your_role"}


def test_residents_see_nothing_before_publication(town: Town):
    view = drafted(town)

    assert town.read("客", reads.resolution, view.number) == refuse(
        "resolution.unknown", number="2026-1"
    )
    assert town.read("客", reads.resolution, view.number, bot="staff") == refuse(
        "resolution.unknown", number="2026-1"
    )
    assert town.read("客", reads.resolution_list).lines == ()
    assert [line.number for line in town.read("主", reads.resolution_list, bot="staff").lines] == [
        "2026-1"
    ]


def test_another_community_has_no_such_resolution(town: Town, other_town: Town):
    published(town)
    other_town.person("外")

    assert other_town.read("外", reads.resolution, "2026-1") == refuse(
        "resolution.unknown", number="2026-1"
    )
    assert other_town.act(
        "外", RaiseObjection, number="2026-1", text="我也反对这份决议"
    ) == refuse("resolution.unknown", number="2026-1")


def test_the_desk_asks_for_the_draft_then_for_the_second_person_and_says_when_it_is_late(
    town: Town,
):
    poll = counted(town)
    to_draft = due(town, "召")
    view = town.act("召", DraftResolution, poll=poll)
    to_publish = due(town, "主")
    town.clock.at = CLOSES + 4 * DAY
    late = due(town, "主")

    by = CLOSES + 3 * DAY
    assert [(need.key, need.by, need.arguments) for need in to_draft] == [
        ("resolution_draft", by, (1,))
    ]
    assert due(town, "召") == []
    assert [(need.key, need.arguments) for need in to_publish] == [
        ("resolution_publish", (view.number,))
    ]
    assert [need.key for need in late] == ["resolution_publish_late"]


def test_the_clock_reminds_the_staff_once_a_day_before_the_three_days_end(town: Town):
    drafted(town)
    town.clock.at = CLOSES + 2 * DAY - 1
    early = town.app.bus.read_now(falls_due)
    town.clock.at = CLOSES + 9 * DAY

    owed = town.app.bus.read_now(falls_due)
    outcomes = [town.app.bus.submit(command).result() for command in (*owed, *owed)]

    assert early == ()
    assert [outcome.reminded for outcome in outcomes] == [3, 0]
    assert town.app.bus.read_now(falls_due) == ()
    assert [key for key, _ in town.told("召", "staff")][-1] == "resolution_to_publish"


def test_the_days_for_publishing_are_those_of_the_communitys_rules(town: Town):
    view = drafted(town)
    lives_by(town, text='extends = "national"\n[publication]\nwithin_days = 7\n')

    owed = []
    for day in (3, 6):
        town.clock.at = CLOSES + day * DAY
        owed.append(len(town.app.bus.read_now(falls_due)))

    assert owed == [0, 1]
    assert view.publish_by == CLOSES + 3 * DAY
    assert [need.by for need in due(town, "李") if need.key.startswith("resolution_publish")] == [
        CLOSES + 7 * DAY
    ]


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("title", "  建设 立体停车场 ", ("建设 立体停车场", "小区车位不足，请邻居们排一排。", 0)),
        ("body", "在空地建设 60 个车位。", ("解决停车难", "在空地建设 60 个车位。", 0)),
        ("tasks", "规划许可\n消防通道", ("解决停车难", "小区车位不足，请邻居们排一排。", 2)),
    ],
)
def test_a_typed_text_fills_the_field_that_was_asked(
    town: Town, field: str, text: str, shown: tuple[Any, ...]
):
    number = drafted(town).number
    form = Filling(town, "召", f"resolution_{field}", number)
    blank = form.say("   ")

    done = form.say(text)
    again = form.say(text)

    assert (problem(blank), blank.asks) == ("resolution.no_text", field)
    assert (done.title, done.body, len(done.tasks)) == shown
    assert again == refuse("form.gone")


@pytest.mark.parametrize(
    ("form", "objection", "key"),
    [
        ("objection_answer", "-3", "resolution.no_objection"),
        ("resolution_title", "", "resolution.not_now"),
        ("resolution_body", "", "resolution.not_now"),
        ("resolution_title", "-3", "press.unknown"),
        ("objection_answer", "", "press.unknown"),
    ],
)
def test_a_field_that_cannot_be_filled_is_not_asked(
    town: Town, form: str, objection: str, key: str
):
    number = published(town).number

    refused = Filling(town, "召", form, f"{number}{objection}").sheet

    assert refused.key == key
